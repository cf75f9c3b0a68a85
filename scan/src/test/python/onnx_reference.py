"""All measures of all heads of an ONNX file, by ONNX Runtime and numpy in float64: what `scan` is compared with on
exports of real models.

    python onnx_reference.py MODEL.onnx IDS.json BETA > heads.json

Tested with onnx 1.23, onnxruntime 1.30, numpy 2.4. The inputs of every Softmax, or the products and the mask of every
`Attention`, are added to the graph's outputs. A key below −10³⁰ before softmax is masked: right for exports by torch,
and not for files in general. β only sets the unit of U and F.
"""

import json
import pathlib
import sys

import numpy as np
import onnx
import onnxruntime

from measures import measures


def expose(model):
    """Names of the tensors of each layer: input of softmax, or products and mask."""
    graph, layers = model.graph, []
    for node in list(graph.node):
        if node.op_type == "Softmax":
            layers.append((node.input[0], None))
            names = [node.input[0]]
        elif node.op_type == "Attention":
            copy = onnx.NodeProto()
            copy.CopyFrom(node)
            copy.name = node.name + "_products"
            del copy.output[:]
            copy.output.extend([node.output[0] + "/y", "", "", node.output[0] + "/products"])
            for attribute in copy.attribute:
                if attribute.name == "qk_matmul_output_mode":
                    attribute.i = 0
            graph.node.append(copy)
            mask = node.output[0] + "/mask"
            graph.node.append(onnx.helper.make_node("Identity", [node.input[3]], [mask]))
            layers.append((copy.output[3], mask))
            names = [copy.output[3], mask]
        else:
            continue
        graph.output.extend(onnx.ValueInfoProto(name=name) for name in names)
    return layers


def main(path, ids, beta):
    model = onnx.load(path)
    layers = expose(model)
    session = onnxruntime.InferenceSession(model.SerializeToString())
    maps = [[] for _ in layers]
    for prompt in json.loads(pathlib.Path(ids).read_text()):
        feeds = dict(input_ids=np.array([prompt]), attention_mask=np.ones((1, len(prompt)), int),
                     token_type_ids=np.zeros((1, len(prompt)), int))
        feeds = {entry.name: feeds[entry.name] for entry in session.get_inputs()}
        wanted = [name for layer in layers for name in layer if name]
        values = dict(zip(wanted, session.run(wanted, feeds)))
        for layer, (scores, mask) in zip(maps, layers):
            s = values[scores][0].astype(float)
            seen = s > -1e30 if mask is None else np.broadcast_to(values[mask][0], s.shape)
            layer.append((s, seen))
    heads = [dict(layer=layer, head=head, **measures([(s[head], seen[head]) for s, seen in prompts], beta))
             for layer, prompts in enumerate(maps) for head in range(prompts[0][0].shape[0])]
    print(json.dumps(heads, indent=0))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], float(sys.argv[3]))
