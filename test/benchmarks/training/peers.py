"""The same training as train.ts in PyTorch and JAX. Usage: peers.py PEER DATA NETWORKS STEPS; answers one line of JSON."""

import json
import math
import sys
import time

import numpy as np

peer, path, networks, steps = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
dimension, width, batch, features = 4, 128, 256, 11
spread, smallest, largest, peak = math.sqrt(0.5), 0.01, 4 * math.sqrt(0.5), 0.002
sets = np.fromfile(path, dtype=np.float32).reshape(networks, -1, dimension)
rates = np.array([0.25, 0.5, 1, 2, 4], dtype=np.float32)
sizes = [(dimension + features, width), (width, width), (width, width), (width, dimension)]


def draw_weights(generator):
    weights = []
    for index, (inputs, outputs) in enumerate(sizes):
        scale = 0 if index == 3 else 1 / math.sqrt(inputs)
        weights += [generator.normal(0, 1, (inputs, outputs)).astype(np.float32) * np.float32(scale), np.zeros((1, outputs), np.float32)]
    return weights


def rate_at(step):
    """Half a cosine from the peak to zero."""
    return peak * 0.5 * (1 + math.cos(math.pi * (step - 1) / steps))


def torch_data(torch, data, generator, lead):
    """Scaled noisy points with their noise features, and targets, with leading axes `lead`."""
    index = torch.randint(0, data.shape[-2], (*lead, batch), generator=generator)
    clean = torch.take_along_dim(data, index[..., None], -2)
    sigma = smallest * torch.exp(math.log(largest / smallest) * torch.rand((*lead, batch, 1), generator=generator))
    noisy = clean + sigma * torch.randn(clean.shape, generator=generator)
    total = torch.sqrt(sigma**2 + spread**2)
    u = torch.log(sigma / spread)
    turns = u * torch.from_numpy(rates)
    inputs = torch.cat([noisy / total, u / 4, torch.sin(turns), torch.cos(turns)], -1)
    targets = (clean - (spread / total) ** 2 * noisy) / (sigma * spread / total)
    return inputs, targets


def torch_forward(torch, weights, x):
    silu = torch.nn.functional.silu
    for layer in range(3):
        added = silu(x @ weights[2 * layer] + weights[2 * layer + 1])
        x = added if layer == 0 else x + added
    return x @ weights[6] + weights[7]


def torch_eager():
    """One network after another, as a loop of a few lines does it."""
    import torch

    torch.set_num_threads(2)
    losses = []
    for r in range(networks):
        generator = torch.Generator().manual_seed(r)
        data = torch.from_numpy(sets[r])
        weights = [torch.from_numpy(w).requires_grad_() for w in draw_weights(np.random.default_rng(r))]
        optimiser = torch.optim.Adam(weights, lr=peak)
        last = 0.0
        for step in range(1, steps + 1):
            inputs, targets = torch_data(torch, data, generator, ())
            loss = torch.nn.functional.mse_loss(torch_forward(torch, weights, inputs), targets)
            optimiser.zero_grad()
            loss.backward()
            optimiser.param_groups[0]["lr"] = rate_at(step)
            optimiser.step()
            if step > steps * 0.9:
                last += float(loss.detach()) / (steps * 0.1)
        losses.append(last)
    return losses


def torch_batched(together=16):
    """Networks side by side by batched matrix products, with the fused optimiser."""
    import torch

    torch.set_num_threads(2)
    losses = []
    for start in range(0, networks, together):
        stop = min(networks, start + together)
        generator = torch.Generator().manual_seed(start)
        data = torch.from_numpy(sets[start:stop])
        drawn = [draw_weights(np.random.default_rng(r)) for r in range(start, stop)]
        weights = [torch.from_numpy(np.stack(parts)).requires_grad_() for parts in zip(*drawn)]
        optimiser = torch.optim.Adam(weights, lr=peak, fused=True)
        last = 0.0
        for step in range(1, steps + 1):
            inputs, targets = torch_data(torch, data, generator, (stop - start,))
            each = ((torch_forward(torch, weights, inputs) - targets) ** 2).mean((1, 2))
            optimiser.zero_grad()
            each.sum().backward()
            optimiser.param_groups[0]["lr"] = rate_at(step)
            optimiser.step()
            if step > steps * 0.9:
                last = last + each.detach().numpy() / (steps * 0.1)
        losses += last.tolist()
    return losses


def jax_vmapped(together=16):
    """A jitted step of one network, vectorised over networks."""
    import jax
    import jax.numpy as jnp

    def forward(weights, x):
        for layer in range(3):
            added = jax.nn.silu(x @ weights[2 * layer] + weights[2 * layer + 1])
            x = added if layer == 0 else x + added
        return x @ weights[6] + weights[7]

    def loss_of(weights, data, key):
        chosen, noise_key, level_key = jax.random.split(key, 3)
        clean = data[jax.random.randint(chosen, (batch,), 0, data.shape[0])]
        sigma = smallest * jnp.exp(math.log(largest / smallest) * jax.random.uniform(level_key, (batch, 1)))
        noisy = clean + sigma * jax.random.normal(noise_key, clean.shape)
        total = jnp.sqrt(sigma**2 + spread**2)
        u = jnp.log(sigma / spread)
        turns = u * rates
        inputs = jnp.concatenate([noisy / total, u / 4, jnp.sin(turns), jnp.cos(turns)], -1)
        targets = (clean - (spread / total) ** 2 * noisy) / (sigma * spread / total)
        return ((forward(weights, inputs) - targets) ** 2).mean()

    def step_of(weights, mean, square, data, key, step, rate):
        loss, gradients = jax.value_and_grad(loss_of)(weights, data, jax.random.fold_in(key, step))
        mean = [0.9 * m + 0.1 * g for m, g in zip(mean, gradients)]
        square = [0.999 * s + 0.001 * g * g for s, g in zip(square, gradients)]
        first, second = 1 - 0.9**step, 1 - 0.999**step
        weights = [w - rate * (m / first) / (jnp.sqrt(s / second) + 1e-8) for w, m, s in zip(weights, mean, square)]
        return weights, mean, square, loss

    advance = jax.jit(jax.vmap(step_of, in_axes=(0, 0, 0, 0, 0, None, None)), donate_argnums=(0, 1, 2))
    losses = []
    for start in range(0, networks, together):
        stop = min(networks, start + together)
        data = jnp.asarray(sets[start:stop])
        drawn = [draw_weights(np.random.default_rng(r)) for r in range(start, stop)]
        weights = [jnp.asarray(np.stack(parts)) for parts in zip(*drawn)]
        mean = [jnp.zeros_like(w) for w in weights]
        square = [jnp.zeros_like(w) for w in weights]
        keys = jax.random.split(jax.random.PRNGKey(start), stop - start)
        last = 0.0
        for step in range(1, steps + 1):
            weights, mean, square, each = advance(weights, mean, square, data, keys, step, rate_at(step))
            if step > steps * 0.9:
                last = last + each / (steps * 0.1)
        losses += np.asarray(last).tolist()
    return losses


run = {"torch-eager": torch_eager, "torch-batched": torch_batched, "jax-vmapped": jax_vmapped}[peer]
start = time.perf_counter()
losses = run()
print(json.dumps({"seconds": time.perf_counter() - start, "losses": losses}), flush=True)
