// SPDX-License-Identifier: Apache-2.0
/// Trained transformers as models that other programs run: [calorimeter.report.model.OnnxModel] is a graph
/// for ONNX Runtime, [calorimeter.report.model.HuggingFaceModel] a folder for the library `transformers`.
/// Both take softmax attention alone ([calorimeter.report.model.ExportedTransformer]).
@NullMarked
package calorimeter.report.model;

import org.jspecify.annotations.NullMarked;
