/// Words for people: what a name that does not exist may have meant.
///
/// Imports the JDK only.
@NullMarked
package calorimeter.lab.text;

import org.jspecify.annotations.NullMarked;
