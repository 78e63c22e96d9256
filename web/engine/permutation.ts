/** torch.randperm on a CPU generator (mt19937): who splits the same rows in PyTorch gets the same split. */

const SIZE = 624;

/** The numbers from 0 to n − 1 in the order of `torch.randperm(n, generator=torch.Generator().manual_seed(seed))`. */
export function permutation(n: number, seed: number): Uint32Array {
  return permutations(seed)(n);
}

/** One after the other, all on the same generator. */
export function permutations(seed: number): (n: number) => Uint32Array {
  const draw = generator(seed);
  return (n) => drawn(n, draw);
}

function drawn(n: number, draw: () => number): Uint32Array {
  const order = Uint32Array.from({ length: n }, (_, index) => index);
  for (let i = 0; i < n - 1; i += 1) {
    const other = i + (draw() % (n - i));
    [order[i], order[other]] = [order[other]!, order[i]!];
  }
  return order;
}

/** 32-bit draws, seeded as mt19937's `init_genrand` is, by the seed mod 2³². */
function generator(seed: number): () => number {
  const state = new Uint32Array(SIZE);
  state[0] = seed % 2 ** 32;
  for (let i = 1; i < SIZE; i += 1) {
    const last = state[i - 1]!;
    state[i] = Math.imul(1812433253, last ^ (last >>> 30)) + i;
  }
  let next = SIZE;
  return () => {
    if (next === SIZE) {
      twist(state);
      next = 0;
    }
    let word = state[next]!;
    next += 1;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  };
}

function twist(state: Uint32Array): void {
  for (let i = 0; i < SIZE; i += 1) {
    const mixed = (state[i]! & 0x80000000) | (state[(i + 1) % SIZE]! & 0x7fffffff);
    state[i] = state[(i + 397) % SIZE]! ^ (mixed >>> 1) ^ (mixed & 1 ? 0x9908b0df : 0);
  }
}
