"""Writes a tiny random model of every family that `scan` knows, as the Hugging Face hub would ship it, with what
transformers computes on it in float64: all measures of all heads, and the last hidden states.

    python tiny_models.py OUT
    python tiny_models.py --heads OUT

The second writes language models with a head and their cross entropy. Their vocabulary is wider than one pass.

Tested with torch 2.13, transformers 5.18, numpy 2.4. Weights are drawn wide, so that attention is far from uniform.
"""

import json
import pathlib
import sys

import numpy as np
import torch
import transformers as tf

LENGTHS = [3, 17, 24, 1]
VOCABULARY = 101


def configurations():
    common = dict(vocab_size=VOCABULARY, hidden_size=32, num_hidden_layers=2, num_attention_heads=4,
                  intermediate_size=48, max_position_embeddings=64)
    grouped = dict(common, num_key_value_heads=2)
    return {
        "bert": tf.BertConfig(**common),
        "distilbert": tf.DistilBertConfig(vocab_size=VOCABULARY, dim=32, n_layers=2, n_heads=4, hidden_dim=48,
                                          max_position_embeddings=64),
        "roberta": tf.RobertaConfig(**dict(common, max_position_embeddings=66)),
        "gpt2": tf.GPT2Config(vocab_size=VOCABULARY, n_embd=32, n_layer=2, n_head=4, n_positions=64),
        "gpt_neox": tf.GPTNeoXConfig(**common),
        "gpt_neox_serial": tf.GPTNeoXConfig(**common, use_parallel_residual=False, hidden_act="gelu_new"),
        "llama": tf.LlamaConfig(**grouped),
        "llama3": tf.LlamaConfig(**grouped, rope_parameters=dict(
            rope_type="llama3", rope_theta=10000.0, factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0,
            original_max_position_embeddings=16)),
        "yarn": tf.LlamaConfig(**grouped, rope_parameters=dict(
            rope_type="yarn", rope_theta=10000.0, factor=4.0, original_max_position_embeddings=16)),
        "linear": tf.LlamaConfig(**grouped, rope_parameters=dict(rope_type="linear", rope_theta=10000.0, factor=2.0)),
        "mistral": tf.MistralConfig(**grouped, sliding_window=8),
        "qwen2": tf.Qwen2Config(**grouped, use_sliding_window=True, sliding_window=8, max_window_layers=1),
        "qwen3": tf.Qwen3Config(**grouped, head_dim=16),
        "gemma2": tf.Gemma2Config(**grouped, head_dim=16, sliding_window=8, query_pre_attn_scalar=16,
                                  attn_logit_softcapping=5.0),
    }


def language_models():
    common = dict(vocab_size=2100, hidden_size=4, num_hidden_layers=1, num_attention_heads=2, intermediate_size=4,
                  max_position_embeddings=32, bos_token_id=0, eos_token_id=0)
    gpt2 = dict(vocab_size=2100, n_embd=4, n_layer=1, n_head=2, n_positions=32, bos_token_id=0, eos_token_id=0)
    return {
        "gpt2": tf.GPT2Config(**gpt2),
        "gpt2_untied": tf.GPT2Config(**gpt2, tie_word_embeddings=False),
        "gpt_neox": tf.GPTNeoXConfig(**common, rotary_pct=1.0),
        "gpt_neox_tied": tf.GPTNeoXConfig(**common, rotary_pct=1.0, tie_word_embeddings=True),
        "llama": tf.LlamaConfig(**common),
        "gemma2": tf.Gemma2Config(**common, num_key_value_heads=1, head_dim=4, final_logit_softcapping=3.0),
    }


def scale(name, config):
    if name == "gemma2":
        return config.query_pre_attn_scalar ** -0.5
    size = getattr(config, "head_dim", None) or config.hidden_size // config.num_attention_heads
    return size ** -0.5


def measures(prompts, beta):
    """Of one head, from the attention of every prompt: scores are ln p up to a constant of the row."""
    rows = dict(C=[], S=[], KL=[], chi=[], keys=[], first=[], previous=[], own=[])
    for p in prompts:
        for i in range(len(p)):
            w = p[i][p[i] > 0]
            n = len(w)
            entropy = -np.sum(w * np.log(w))
            rows["S"].append(entropy)
            rows["keys"].append(np.exp(entropy))
            rows["first"].append(p[i][0])
            rows["own"].append(p[i][i])
            if i > 0:
                rows["previous"].append(p[i][i - 1])
            if n > 1:
                heat = np.sum(w * np.log(w) ** 2) - entropy ** 2
                rows["C"].append(heat)
                rows["chi"].append(heat / np.log(n) ** 2)
                rows["KL"].append((np.log(n) - entropy) / np.log(n))
    return {key: float(np.mean(value)) for key, value in rows.items()}


def drawn(model):
    with torch.no_grad():
        for key, parameter in model.named_parameters():
            if parameter.dim() > 1:
                parameter.normal_(0, 0.3 if "emb" not in key and "wpe" not in key and "wte" not in key else 1.0)
            else:
                parameter.add_(torch.randn_like(parameter) * 0.1)
    return model.eval()


def random_prompts(vocabulary):
    generator = torch.Generator().manual_seed(2)
    return [torch.randint(0, vocabulary, (n,), generator=generator).tolist() for n in LENGTHS]


def heads(out):
    torch.manual_seed(1)
    for name, config in language_models().items():
        model = drawn(tf.AutoModelForCausalLM.from_config(config))
        folder = pathlib.Path(out) / name
        model.save_pretrained(folder)
        model = model.double()
        prompts = random_prompts(config.vocab_size)
        losses = []
        with torch.no_grad():
            for tokens in prompts:
                log_p = model(torch.tensor([tokens])).logits[0].log_softmax(-1)
                losses.extend(-log_p[i, token].item() for i, token in enumerate(tokens[1:]))
        (folder / "expected.json").write_text(json.dumps(dict(prompts=prompts, loss=float(np.mean(losses)))))


def main(out):
    torch.manual_seed(1)
    for name, config in configurations().items():
        config._attn_implementation = "eager"
        model = drawn(tf.AutoModel.from_config(config))
        folder = pathlib.Path(out) / name
        model.save_pretrained(folder)
        model = model.double()
        prompts = random_prompts(VOCABULARY)
        outputs = []
        with torch.no_grad():
            for tokens in prompts:
                outputs.append(model(torch.tensor([tokens]), output_attentions=True))
        heads = []
        layers = len(outputs[0].attentions)
        for layer in range(layers):
            for head in range(outputs[0].attentions[layer].shape[1]):
                maps = [o.attentions[layer][0, head].numpy() for o in outputs]
                heads.append(dict(layer=layer, head=head, **measures(maps, scale(name, config))))
        hidden = [o.last_hidden_state[0].flatten().tolist()[:64] for o in outputs]
        (folder / "expected.json").write_text(json.dumps(
            dict(prompts=prompts, heads=heads, hidden=hidden), indent=0))


if __name__ == "__main__":
    heads(sys.argv[2]) if sys.argv[1] == "--heads" else main(sys.argv[1])
