package calorimeter.lab.sweep;

import java.util.Collection;
import java.util.HashMap;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/// How long a sweep still takes, from the steps that it has made so far. Not safe for several threads.
///
/// A run that has not ended is taken to need as many steps as the ended ones of its shape did on average, and
/// its whole budget as long as there is none; a step of a shape not seen yet, as long as the work in it
/// ([StepWork]) says in comparison with those seen.
public final class SweepEta {

    /// Steps made and what they cost in this session, in seconds of one core.
    private static final class Rate {
        long steps;
        double coreSeconds;
        double work;
    }

    private static final class Active {
        final int threads;
        long firstStep = -1;
        long firstStepAt;
        long step;
        long stepAt;

        Active(int threads) {
            this.threads = threads;
        }
    }

    private final int cores;
    private final LongSupplier nanoTime;
    private final Map<StepShape, Integer> numbers = new HashMap<>();

    /// By position of the run: the number of its shape, since shapes are slow to compare.
    private final Map<Integer, Integer> shapes = new HashMap<>();

    private final Map<Integer, SweepRun> open = new HashMap<>();
    private final Map<Integer, Active> active = new HashMap<>();

    /// By number of the shape.
    private final Map<Integer, Rate> rates = new HashMap<>();

    private final Map<Integer, LongSummaryStatistics> needed = new HashMap<>();

    public SweepEta(int cores, Collection<SweepRun> runs) {
        this(cores, runs, System::nanoTime);
    }

    /// @param nanoTime a clock as [System#nanoTime]
    SweepEta(int cores, Collection<SweepRun> runs, LongSupplier nanoTime) {
        this.cores = cores;
        this.nanoTime = nanoTime;
        for (SweepRun run : runs) {
            settle(run);
        }
    }

    /// Also of a run that yielded, without having ended, and goes on with more threads.
    public void started(SweepRun run, int threads) {
        open.put(run.position(), run);
        Active before = active.put(run.position(), new Active(threads));
        if (before != null) {
            add(rate(run), before, StepWork.of(run.parameters()));
        }
    }

    /// The first step tells where the run goes on from and is not timed: it contains the set-up.
    public void step(SweepRun run, long step) {
        Active one = active.get(run.position());
        if (one == null) {
            return;
        }
        one.step = step;
        one.stepAt = nanoTime.getAsLong();
        if (one.firstStep < 0) {
            one.firstStep = step;
            one.firstStepAt = one.stepAt;
        }
    }

    public void ended(SweepRun run) {
        Active one = active.remove(run.position());
        if (one != null) {
            add(rate(run), one, StepWork.of(run.parameters()));
        }
        settle(run);
    }

    private void settle(SweepRun run) {
        if (run.state() == SweepRun.State.COMPLETED) {
            needed.computeIfAbsent(shape(run), shape -> new LongSummaryStatistics())
                    .accept(run.step());
        }
        boolean left = run.state() == SweepRun.State.INTERRUPTED || run.state() == SweepRun.State.MISSING;
        if (left) {
            open.put(run.position(), run);
        } else {
            open.remove(run.position());
        }
    }

    private int shape(SweepRun run) {
        return shapes.computeIfAbsent(
                run.position(),
                position -> numbers.computeIfAbsent(StepShape.of(run.parameters()), shape -> numbers.size()));
    }

    private Rate rate(SweepRun run) {
        return rates.computeIfAbsent(shape(run), shape -> new Rate());
    }

    private static void add(Rate rate, Active one, double work) {
        long steps = one.firstStep < 0 ? 0 : one.step - one.firstStep;
        rate.steps += steps;
        rate.coreSeconds += one.threads * (one.stepAt - one.firstStepAt) * 1e-9;
        rate.work += steps * work;
    }

    /// Whether every open run's steps are known from ended runs; otherwise [#secondsLeft] is rather too long.
    public boolean isExpected() {
        return open.values().stream().allMatch(run -> needed.containsKey(shape(run)));
    }

    /// Empty as long as no step has been timed.
    public OptionalDouble secondsLeft() {
        Map<Integer, Rate> now = new HashMap<>();
        rates.forEach((shape, rate) -> now.put(shape, copy(rate)));
        active.forEach((position, one) -> {
            SweepRun run = open.get(position);
            if (run != null) {
                add(now.computeIfAbsent(shape(run), s -> new Rate()), one, StepWork.of(run.parameters()));
            }
        });
        double coreSeconds =
                now.values().stream().mapToDouble(r -> r.coreSeconds).sum();
        double work = now.values().stream().mapToDouble(r -> r.work).sum();
        if (!(work > 0)) {
            return OptionalDouble.empty();
        }
        double left = 0;
        for (SweepRun run : open.values()) {
            Rate rate = now.get(shape(run));
            double perStep = rate != null && rate.steps > 0
                    ? rate.coreSeconds / rate.steps
                    : coreSeconds / work * StepWork.of(run.parameters());
            left += stepsLeft(run) * perStep;
        }
        return OptionalDouble.of(left / Math.clamp((long) ThreadAllotment.MOST * open.size(), 1, cores));
    }

    private static Rate copy(Rate rate) {
        Rate copy = new Rate();
        copy.steps = rate.steps;
        copy.coreSeconds = rate.coreSeconds;
        copy.work = rate.work;
        return copy;
    }

    private double stepsLeft(SweepRun run) {
        Active one = active.get(run.position());
        long made = one == null ? run.step() : Math.max(run.step(), one.step);
        LongSummaryStatistics ends = needed.get(shape(run));
        int budget = run.parameters().stopping().maxSteps();
        double all = ends == null ? budget : Math.min(ends.getAverage(), budget);
        return Math.max(0, all - made);
    }
}
