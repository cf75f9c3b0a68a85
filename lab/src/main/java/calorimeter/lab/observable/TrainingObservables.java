package calorimeter.lab.observable;

import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.physics.attention.HeadState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The observables of a training run, in the order of their columns. Means over heads are means over all heads
/// of all layers; every head has the same number of rows.
public final class TrainingObservables {

    private final List<Observable<TrainingSnapshot>> list = new ArrayList<>();

    private TrainingObservables() {}

    /// @param cyclic whether the task's operands form Z_p, so that the embedding has a Fourier spectrum
    public static List<Observable<TrainingSnapshot>> of(TransformerSettings model, boolean cyclic) {
        TrainingObservables all = new TrainingObservables();
        all.learning();
        all.attention(model);
        all.parameters(model);
        all.firstLaw();
        if (cyclic) {
            all.add(
                    "embedding.fourier",
                    "Φ₅",
                    "share of the embedding's non-constant Fourier power in its five strongest frequencies",
                    s -> EmbeddingSpectrum.concentration(s.spectrum().stream()
                            .mapToDouble(Double::doubleValue)
                            .toArray()));
        }
        return List.copyOf(all.list);
    }

    /// Besides, in runs with a weight-decay controller.
    public static List<Observable<TrainingSnapshot>> ofController() {
        TrainingObservables all = new TrainingObservables();
        all.add(
                "weight-decay",
                "λ",
                "weight decay of the next update",
                s -> s.decay().next());
        all.add(
                "weight-decay.mean",
                "⟨λ⟩",
                "weight decay averaged over all updates so far",
                s -> s.decay().mean());
        all.add(
                "weight-decay.signal",
                "μ or Z",
                "what the weight-decay controller goes by: smoothed dV/dt per epoch, or its z-score",
                s -> s.decay().signal());
        return List.copyOf(all.list);
    }

    private void add(String name, String symbol, String description, ToDoubleFunction<TrainingSnapshot> measure) {
        list.add(Observable.of(name, symbol, "1", description, measure));
    }

    private void learning() {
        list.add(Observable.of(
                "train.loss",
                "L_train",
                "nat",
                "mean cross entropy on the training set",
                s -> s.train().loss()));
        list.add(Observable.of(
                "test.loss",
                "L_test",
                "nat",
                "mean cross entropy on the test set",
                s -> s.test().loss()));
        add(
                "train.accuracy",
                "acc_train",
                "share of training examples answered correctly",
                s -> s.train().accuracy());
        add(
                "test.accuracy",
                "acc_test",
                "share of test examples answered correctly",
                s -> s.test().accuracy());
    }

    private void attention(TransformerSettings model) {
        meanOverHeads("attention.C", "C", "specific heat of attention, mean over heads", HeadState::specificHeat);
        meanOverHeads("attention.S", "S", "entropy of attention, mean over heads", HeadState::entropy);
        meanOverHeads("attention.U", "U", "mean energy of attention, mean over heads", HeadState::meanEnergy);
        meanOverHeads("attention.F", "F", "free energy of attention, mean over heads", HeadState::freeEnergy);
        add(
                "attention.V",
                "V",
                "landscape variance: unweighted variance of all scaled scores",
                s -> s.probe().landscape().variance());
        add(
                "attention.V.within",
                "V_w",
                "part of V within rows",
                s -> s.probe().landscape().withinRows());
        add(
                "attention.V.between",
                "V_b",
                "part of V between rows",
                s -> s.probe().landscape().betweenRows());
        add(
                "attention.similarity",
                "s̄",
                "mean pairwise cosine of head attention maps",
                s -> s.probe().similarity());
        add(
                "attention.entropy-spread",
                "σ_H",
                "standard deviation of S over the heads of a layer, mean over layers",
                s -> s.probe().entropySpread());
        for (int layer = 0; layer < model.layers(); layer++) {
            for (int head = 0; head < model.heads(); head++) {
                head(layer, head);
            }
        }
    }

    private void meanOverHeads(String name, String symbol, String description, ToDoubleFunction<HeadState> measure) {
        add(name, symbol, description, s -> {
            double sum = 0;
            int heads = 0;
            for (HeadState[] layer : s.probe().heads()) {
                for (HeadState head : layer) {
                    sum += measure.applyAsDouble(head);
                    heads++;
                }
            }
            return sum / heads;
        });
    }

    private void head(int layer, int head) {
        String place = ".layer" + layer + ".head" + head;
        String of = " of layer " + layer + ", head " + head;
        head("attention.C" + place, "C", "specific heat" + of, layer, head, HeadState::specificHeat);
        head("attention.S" + place, "S", "entropy" + of, layer, head, HeadState::entropy);
        head("attention.U" + place, "U", "mean energy" + of, layer, head, HeadState::meanEnergy);
        head("attention.F" + place, "F", "free energy" + of, layer, head, HeadState::freeEnergy);
        head("attention.KL" + place, "KL", "selectivity KL(p‖uniform)/ln n" + of, layer, head, HeadState::selectivity);
        head("attention.chi" + place, "χ", "susceptibility C/(ln n)²" + of, layer, head, HeadState::susceptibility);
        head("attention.keys" + place, "e^S", "effective keys" + of, layer, head, HeadState::effectiveKeys);
    }

    private void head(
            String name, String symbol, String description, int layer, int head, ToDoubleFunction<HeadState> measure) {
        add(name, symbol, description, s -> measure.applyAsDouble(s.probe().head(layer, head)));
    }

    private void parameters(TransformerSettings model) {
        add(
                "gradient.norm",
                "|g|",
                "L2 norm of the gradient of the next batch, before clipping",
                TrainingSnapshot::gradientNorm);
        add("update.norm", "|Δw|", "L2 norm of the next update; missing after the last", TrainingSnapshot::updateNorm);
        add("weights.norm", "|w|", "L2 norm of all parameters", s -> s.norms().total());
        add(
                "weights.norm.embedding",
                "|w_E|",
                "L2 norm of the embedding",
                s -> s.norms().of("embedding"));
        for (int layer = 0; layer < model.layers(); layer++) {
            String attention = "layer" + layer + ".attention";
            String mlp = "layer" + layer + ".mlp";
            add(
                    "weights.norm." + attention,
                    "|w|",
                    "L2 norm of the attention of layer " + layer,
                    s -> s.norms().of(attention));
            add(
                    "weights.norm." + mlp,
                    "|w|",
                    "L2 norm of the MLP of layer " + layer,
                    s -> s.norms().of(mlp));
        }
        if (!model.tied()) {
            add(
                    "weights.norm.unembedding",
                    "|w_U|",
                    "L2 norm of the unembedding",
                    s -> s.norms().of("unembedding"));
        }
    }

    private void firstLaw() {
        add(
                "ledger.work",
                "W",
                "work on the probed rows since step 0, mean per row",
                s -> s.ledger().work());
        add(
                "ledger.heat",
                "Q",
                "heat into the probed rows since step 0, mean per row",
                s -> s.ledger().heat());
        add(
                "ledger.energy",
                "ΔU",
                "change of U of the probed rows since step 0",
                s -> s.ledger().energyChange());
        add(
                "ledger.closure",
                "W+Q−ΔU",
                "closure error of the first law: rounding only",
                s -> s.ledger().closureError());
        add(
                "ledger.entropy-production",
                "Σσ",
                "ΔS − βδQ summed over logged steps, mean per row",
                s -> s.ledger().entropyProduction());
    }
}
