package calorimeter.lab.sweep;

import calorimeter.lab.run.TrainJson;
import calorimeter.lab.store.Provenance;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStatus;
import calorimeter.lab.store.RunStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Step times of the finished runs of a store that were computed as runs would be computed now: the same
/// processor, kernel and number of threads, in all their sessions.
final class StepTimes {

    private record Sum(double seconds, long steps, int runs) {
        static final Sum NONE = new Sum(0, 0, 0);

        Sum plus(RunRecord run) {
            return new Sum(seconds + run.wallSeconds(), steps + run.step(), runs + 1);
        }
    }

    private final Map<StepShape, Sum> sums = new HashMap<>();

    static StepTimes of(RunStore store, SweepRunner.Options options, int threads) {
        Provenance now = options.provenance(threads);
        StepTimes times = new StepTimes();
        for (RunRecord run : store.runs()) {
            boolean alike = run.experiment().equals(Sweep.EXPERIMENT)
                    && run.status() == RunStatus.COMPLETED
                    && run.step() > 0
                    && run.wallSeconds() > 0
                    && isAlike(run.provenance(), now)
                    && store.sessions(run).stream().allMatch(session -> isAlike(session, now));
            if (alike) {
                StepShape shape = StepShape.of(TrainJson.parameters(run.configurationJson()));
                times.sums.merge(shape, Sum.NONE.plus(run), (sum, one) -> sum.plus(run));
            }
        }
        return times;
    }

    private static boolean isAlike(Provenance session, Provenance now) {
        return session.processor().equals(now.processor())
                && session.kernel().equals(now.kernel())
                && session.threads() == now.threads();
    }

    Optional<StepTime> of(StepShape shape) {
        return Optional.ofNullable(sums.get(shape))
                .map(sum -> new StepTime(sum.seconds() / sum.steps(), sum.runs(), sum.steps()));
    }
}
