// SPDX-License-Identifier: Apache-2.0
/// Words for people: what a name that does not exist, or a file that cannot be read, may have meant.
///
/// Imports the JDK and Jackson.
@NullMarked
package calorimeter.lab.text;

import org.jspecify.annotations.NullMarked;
