/// Runs of this laboratory as models to scan.
@NullMarked
package calorimeter.scan.run;

import org.jspecify.annotations.NullMarked;
