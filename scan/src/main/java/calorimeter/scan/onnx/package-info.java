// SPDX-License-Identifier: Apache-2.0
/// Models as ONNX files. [calorimeter.scan.onnx.OnnxFile] is the front door; the rest runs in a child
/// process, since malformed models have crashed ONNX Runtime.
///
/// There, [calorimeter.scan.onnx.ModelGraph] reads the file, [calorimeter.scan.onnx.AttentionGraph] finds
/// its [calorimeter.scan.onnx.AttentionBlock]s: plain ones by a [calorimeter.scan.onnx.ScorePath],
/// operators that are a whole attention in [calorimeter.scan.onnx.FusedAttention]. A
/// [calorimeter.scan.onnx.GraphEdit] makes the graph hand out scores, masks and weights;
/// [calorimeter.scan.onnx.OnnxRun] runs and measures it: [calorimeter.scan.onnx.PartRows] shows rows that
/// [calorimeter.scan.onnx.BlockRows] reads and [calorimeter.scan.onnx.SoftmaxCheck] compares with the
/// model's own softmax. Results alone leave the child.
@NullMarked
package calorimeter.scan.onnx;

import org.jspecify.annotations.NullMarked;
