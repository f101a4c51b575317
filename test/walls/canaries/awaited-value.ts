export const now = async (): Promise<number> => await 1;
