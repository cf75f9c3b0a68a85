/// Bookkeeping along a path of states: how a change of energy divides into work and heat.
///
/// Read first: [calorimeter.physics.action.FirstLaw] (one step), then
/// [calorimeter.physics.action.FirstLawLedger] (the running totals, which a training run carries and saves) and
/// [calorimeter.physics.action.FirstLawStep] (the diagnostics of the last step, which it only records).
///
/// Imports the JDK, [calorimeter.physics.numeric] and [calorimeter.physics.ensemble].
@NullMarked
package calorimeter.physics.action;

import org.jspecify.annotations.NullMarked;
