// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.onnx;

import calorimeter.scan.source.Prompt;
import java.io.Serializable;
import java.util.List;

/// What the child process gets, as a serialised object. It answers with either one line of text that says
/// why not, or an array of notes and a [calorimeter.scan.measure.ScanResult].
///
/// @param memory bytes that scores may take
record OnnxRequest(String file, int threads, long memory, List<Prompt> prompts) implements Serializable {}
