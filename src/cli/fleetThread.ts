// The entry of a thread of `fleet`. What it needs is read as the commands are, so that they have their pieces in common.
const { lendHand } = await import('./commands.js');
await lendHand();
