// SPDX-License-Identifier: Apache-2.0
/// What estimators return: a value with interval and n, a test result, or a refusal that says why.
///
/// Read [calorimeter.statistics.estimate.Answer] first. Imports nothing but the JDK.
@NullMarked
package calorimeter.statistics.estimate;

import org.jspecify.annotations.NullMarked;
