"""The attribution network in torch: a MiniLM encoder, a tag head with a linear-chain CRF, and two link heads."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional

from quotetrack.find.tagger import LABELS
from quotetrack.training.attribution_shape import HEADS, Shape

ILLEGAL = -1e4  # a score no path survives, finite so that gradients stay numbers
# how BERT's published weights name what we name
BERT_LAYER = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "output": "attention.output.dense",
    "norm1": "attention.output.LayerNorm",
    "inner": "intermediate.dense",
    "outer": "output.dense",
    "norm2": "output.LayerNorm",
}


def coarse(values: Tensor) -> Tensor:
    """Round a batch's activations to the 256 steps that int8 inference leaves each window; gradients pass unchanged.

    Training that sees the rounding learns to keep clear of the few huge activations that make the steps wide
    (quantisation-aware training, Jacob et al. 2018).
    """
    flat = values.detach().float().flatten(1)
    low, high = flat.amin(1).clamp(max=0.0), flat.amax(1).clamp(min=0.0)
    scale = ((high - low) / 255).clamp(min=1e-8)
    zero = (-low / scale).round().clamp(0, 255).to(torch.int32)
    rounded: Tensor = torch.fake_quantize_per_channel_affine(values.float(), scale, zero, 0, 0, 255)
    return rounded


class Layer(nn.Module):
    """Is one transformer layer (BERT: normalised after each residual sum)."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads, self.dropout, self.coarse = shape.heads, dropout, False
        self.query, self.key, self.value, self.output = (nn.Linear(shape.width, shape.width) for _ in range(4))
        self.norm1 = nn.LayerNorm(shape.width, eps=1e-12)
        self.inner = nn.Linear(shape.width, shape.inner)
        self.outer = nn.Linear(shape.inner, shape.width)
        self.norm2 = nn.LayerNorm(shape.width, eps=1e-12)

    def forward(self, hidden: Tensor, bias: Tensor) -> Tensor:
        """Return the next hidden states [batch, length, width]; `bias` [batch, 1, 1, length] hides the padding."""
        batch, length, width = hidden.shape
        seen: Callable[[Tensor], Tensor] = coarse if self.coarse else lambda values: values
        weight = torch.cat([self.query.weight, self.key.weight, self.value.weight])
        offset = torch.cat([self.query.bias, self.key.bias, self.value.bias])
        parts = (
            functional.linear(seen(hidden), weight, offset)
            .view(batch, length, 3, self.heads, -1)
            .permute(2, 0, 3, 1, 4)
        )
        mixed = functional.scaled_dot_product_attention(parts[0], parts[1], parts[2], attn_mask=bias.to(parts.dtype))
        mixed = self.output(seen(mixed.transpose(1, 2).reshape(batch, length, width)))
        hidden = self.norm1(hidden + functional.dropout(mixed, self.dropout, self.training))
        outer = self.outer(seen(functional.gelu(self.inner(seen(hidden)))))
        result: Tensor = self.norm2(hidden + functional.dropout(outer, self.dropout, self.training))
        return result


class Network(nn.Module):
    """Is the whole network; `forward` returns tag scores and the four link projections for every piece."""

    def __init__(self, shape: Shape, *, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape, self.dropout = shape, dropout
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.positions = nn.Embedding(shape.positions, shape.width)
        self.features = nn.Embedding(shape.features, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.tag = nn.Linear(shape.width, len(LABELS))
        for name in HEADS[1:]:
            setattr(self, name, nn.Linear(shape.width, shape.link))
        self.transitions = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.words.weight.requires_grad_(False)  # 840 articles would only move the words they happen to hold
        nn.init.zeros_(self.features.weight)

    def forward(self, ids: Tensor, mask: Tensor, features: Tensor) -> tuple[Tensor, ...]:
        """Return tag [batch, length, 7] and q, k, q2, k2 [batch, length, link] of [CLS] pieces [SEP] padding."""
        return self.heads(self.states(ids, mask, features)[-1])

    def states(self, ids: Tensor, mask: Tensor, features: Tensor) -> list[Tensor]:
        """Return what each layer hands on, [batch, length, width]."""
        place = torch.arange(ids.shape[1], device=ids.device)
        hidden = self.norm(self.words(ids) + self.features(features) + self.positions(place))
        hidden = functional.dropout(hidden, self.dropout, self.training)
        bias = (1.0 - mask[:, None, None, :].float()) * ILLEGAL
        out = []
        for layer in self.layers:
            hidden = layer(hidden, bias)
            out.append(hidden)
        return out

    def heads(self, hidden: Tensor) -> tuple[Tensor, ...]:
        """Return what the heads say of the last layer's states, in the order of `HEADS`."""
        hidden = functional.dropout(hidden, self.dropout, self.training)
        return tuple(getattr(self, name)(hidden) for name in HEADS)

    def round_activations(self, *, switched_on: bool) -> None:
        """Switch on or off that the layers see their inputs as int8 inference will."""
        for layer in self.layers:
            assert isinstance(layer, Layer)
            layer.coarse = switched_on

    def legal_transitions(self) -> Tensor:
        """Return the learned transition scores [7, 7]; impossible steps (*O* to *I-cue*) are out of reach."""
        blocked = torch.zeros_like(self.transitions)
        for after in range(2, len(LABELS), 2):  # the labels I-source, I-cue, I-content
            blocked[:, after] = ILLEGAL
            blocked[after - 1, after] = blocked[after, after] = 0.0
        return self.transitions + blocked


def from_bert(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Translate the weights of a published BERT, or of a network of ours saved under its names, into our names."""
    plain = {name.removeprefix("bert."): tensor.float() for name, tensor in tensors.items()}
    position = plain["embeddings.position_embeddings.weight"] + plain["embeddings.token_type_embeddings.weight"][0]
    out = {"words.weight": plain["embeddings.word_embeddings.weight"], "positions.weight": position}
    for part in ("weight", "bias"):
        out[f"norm.{part}"] = plain[f"embeddings.LayerNorm.{part}"]
        for number in range(sum(name.endswith(".intermediate.dense.weight") for name in plain)):
            for ours, theirs in BERT_LAYER.items():
                out[f"layers.{number}.{ours}.{part}"] = plain[f"encoder.layer.{number}.{theirs}.{part}"]
        out.update({f"{head}.{part}": plain[f"{head}.{part}"] for head in HEADS if f"{head}.{part}" in plain})
    if "feat.weight" in plain:  # features without quote states: the same rows for each state
        out["features.weight"] = plain["feat.weight"].repeat(Shape().features // len(plain["feat.weight"]), 1)
    return out


def crf_loss(scores: Tensor, tags: Tensor, mask: Tensor, transitions: Tensor) -> Tensor:
    """Return the negative log-likelihood of the tag sequences, averaged over words.

    The partition function is a product of matrices in the log semiring; neighbours are multiplied pairwise, so that a
    window of n words takes log n steps instead of n (Lafferty et al. 2001 for the model).

    Args:
        scores: [batch, words, tags] float.
        tags: [batch, words] gold tags, anything where `mask` is false.
        mask: [batch, words] true for the words of the window, which come first.
        transitions: [tags, tags] score of a step from row to column.
    """
    count = scores.shape[2]
    gold = scores.gather(2, tags.clamp(min=0)[..., None])[..., 0] * mask
    steps = transitions[tags[:, :-1].clamp(min=0), tags[:, 1:].clamp(min=0)] * mask[:, 1:]
    identity = torch.full((count, count), ILLEGAL, device=scores.device).fill_diagonal_(0.0)
    chain = torch.where(mask[:, 1:, None, None], transitions + scores[:, 1:, None, :], identity)
    width = 1 << max(0, math.ceil(math.log2(max(1, chain.shape[1]))))
    chain = torch.cat([chain, identity.expand(len(chain), width - chain.shape[1], count, count)], 1)
    while chain.shape[1] > 1:
        left, right = chain[:, 0::2], chain[:, 1::2]
        chain = torch.logsumexp(left[..., :, :, None] + right[..., None, :, :], dim=-2)
    total = torch.logsumexp((scores[:, 0, :, None] + chain[:, 0]).flatten(1), dim=1)
    total = total * mask[:, 0]  # a window so short that none of its words is scored has nothing to say
    loss: Tensor = (total - gold.sum(1) - steps.sum(1)).sum() / mask.sum().clamp(min=1)
    return loss


def link_loss(query: Tensor, key: Tensor, target: Tensor, mask: Tensor) -> Tensor:
    """Return the pointers' cross-entropy, one pointer for each run of pieces that point to the same piece.

    The decoder lets a whole content, or cue, point with the mean of its pieces; so does the loss, which would otherwise
    be ruled by the longest contents.

    Args:
        query: [batch, length, link] what points.
        key: [batch, length, link] what is pointed to.
        target: [batch, length] the piece that each piece points to, -1 for none.
        mask: [batch, length] 0 for padding.
    """
    rows, columns = (target >= 0).nonzero(as_tuple=True)
    if not len(rows):
        return (query.sum() + key.sum()) * 0.0
    wanted = target[rows, columns]
    begins = torch.ones_like(rows, dtype=torch.bool)
    begins[1:] = (rows[1:] != rows[:-1]) | (columns[1:] != columns[:-1] + 1) | (wanted[1:] != wanted[:-1])
    run = begins.cumsum(0) - 1
    count = int(begins.sum())
    sizes = torch.zeros(count, device=query.device).index_add(0, run, torch.ones(len(run), device=query.device))
    means = torch.zeros(count, query.shape[2], device=query.device).index_add(0, run, query[rows, columns])
    row = rows[begins]
    scores = (key[row] @ (means / sizes[:, None])[..., None])[..., 0] / math.sqrt(query.shape[2])
    return functional.cross_entropy(scores.masked_fill(mask[row] == 0, ILLEGAL), wanted[begins])
