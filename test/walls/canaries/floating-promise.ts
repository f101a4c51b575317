// A canary: linted by rooms.walls.ts only.
async function postEntry(): Promise<void> {}

export function forget(): void {
  postEntry();
}
