// SPDX-License-Identifier: Apache-2.0
/// Prompts: lines of a text through a model's tokenizer ([calorimeter.scan.text.Tokenizer]), or token numbers
/// from a file ([calorimeter.scan.text.Prompts]).
@NullMarked
package calorimeter.scan.text;

import org.jspecify.annotations.NullMarked;
