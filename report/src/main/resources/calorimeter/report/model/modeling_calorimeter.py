"""A transformer that Calorimeter has trained. AutoModelForSequenceClassification loads it with trust_remote_code=True.

    x = embedding[tokens] + positions
    x = x + output(softmax(scale q·k) v),  q, k, v from norm1(x)
    x = x + mlp_output(act(mlp_input(norm2(x))))
    logits = unembedding(norm(x)), at the last position or as the mean over positions
"""

import math

import torch
from torch import nn
from transformers import PretrainedConfig, PreTrainedModel
from transformers.modeling_outputs import SequenceClassifierOutput


class CalorimeterConfig(PretrainedConfig):
    model_type = "calorimeter"

    def __init__(self, hidden_size=0, intermediate_size=0, num_hidden_layers=0, num_attention_heads=1, vocab_size=0,
                 max_position_embeddings=0, classes=0, hidden_act="relu", norm=False, positions="none", rope_theta=1e4,
                 causal=True, attention_bias=False, mlp_bias=False, readout="last", scales=(), **settings):
        self.hidden_size, self.intermediate_size = hidden_size, intermediate_size
        self.num_hidden_layers, self.num_attention_heads = num_hidden_layers, num_attention_heads
        self.vocab_size, self.max_position_embeddings, self.classes = vocab_size, max_position_embeddings, classes
        self.hidden_act, self.norm, self.positions, self.rope_theta = hidden_act, norm, positions, rope_theta
        self.causal, self.attention_bias, self.mlp_bias = causal, attention_bias, mlp_bias
        self.readout, self.scales = readout, scales
        super().__init__(num_labels=classes, **settings)


def norm(config):
    return nn.LayerNorm(config.hidden_size, eps=1e-5) if config.norm else nn.Identity()


class Layer(nn.Module):
    def __init__(self, config, scales):
        super().__init__()
        width, hidden = config.hidden_size, config.intermediate_size
        self.config, self.scales = config, scales
        self.norm1, self.norm2 = norm(config), norm(config)
        for name in ("query", "key", "value", "output"):
            setattr(self, name, nn.Linear(width, width, bias=config.attention_bias))
        self.mlp_input = nn.Linear(width, hidden, bias=config.mlp_bias)
        self.mlp_output = nn.Linear(hidden, width, bias=config.mlp_bias)

    def attention(self, x):
        heads = lambda rows: rows.unflatten(-1, (self.config.num_attention_heads, -1)).transpose(1, 2)
        query, key, value = heads(self.query(x)), heads(self.key(x)), heads(self.value(x))
        if self.config.positions == "rotary":
            query, key = self.turned(query), self.turned(key)
        scores = query @ key.transpose(2, 3) * torch.tensor(self.scales, device=x.device, dtype=x.dtype)[:, None, None]
        if self.config.causal:
            future = torch.ones(scores.shape[-2:], dtype=torch.bool, device=x.device).triu(1)
            scores = scores.masked_fill(future, -math.inf)
        weights = scores.softmax(-1)
        return self.output((weights @ value).transpose(1, 2).flatten(2)), weights

    def turned(self, rows):
        """Adjacent elements (2f, 2f + 1) turn by position · theta^(−2f/d)."""
        size = rows.shape[-1]
        rates = self.config.rope_theta ** (-torch.arange(0, size, 2, dtype=torch.float64) / size)
        angles = torch.arange(rows.shape[-2], dtype=torch.float64)[:, None] * rates
        cosine, sine = angles.cos().to(rows), angles.sin().to(rows)
        a, b = rows[..., 0::2], rows[..., 1::2]
        return torch.stack((a * cosine - b * sine, a * sine + b * cosine), -1).flatten(-2)

    def forward(self, x):
        mixed, weights = self.attention(self.norm1(x))
        x = x + mixed
        act = nn.functional.gelu if self.config.hidden_act == "gelu" else nn.functional.relu
        return x + self.mlp_output(act(self.mlp_input(self.norm2(x)))), weights


class CalorimeterModel(PreTrainedModel):
    config_class = CalorimeterConfig
    base_model_prefix = ""

    def __init__(self, config):
        super().__init__(config)
        width = config.hidden_size
        self.embedding = nn.Embedding(config.vocab_size, width)
        if config.positions in ("learned", "sinusoidal"):
            self.positions = nn.Embedding(config.max_position_embeddings, width)
        self.layers = nn.ModuleList(Layer(config, scales) for scales in config.scales)
        self.norm = norm(config)
        self.unembedding = nn.Linear(width, config.classes, bias=config.attention_bias)
        self.post_init()

    def forward(self, input_ids, labels=None, output_attentions=False, **ignored):
        x = self.embedding(input_ids)
        if self.config.positions in ("learned", "sinusoidal"):
            x = x + self.positions.weight[: x.shape[1]]
        attentions = []
        for layer in self.layers:
            x, weights = layer(x)
            attentions.append(weights)
        x = self.norm(x)
        logits = self.unembedding(x.mean(1) if self.config.readout == "mean" else x[:, -1])
        loss = None if labels is None else nn.functional.cross_entropy(logits, labels)
        return SequenceClassifierOutput(loss, logits, attentions=tuple(attentions) if output_attentions else None)
