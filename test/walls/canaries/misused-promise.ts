const later = async (): Promise<void> => {};
[1, 2].forEach(later);
