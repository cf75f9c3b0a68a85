// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.tanaka2021;

import calorimeter.engine.data.image.DataFolders;
import calorimeter.engine.data.image.ImageSource;
import calorimeter.lab.observable.Quantity;
import calorimeter.lab.run.TrainExperiment;
import calorimeter.lab.store.Declaration;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStore;
import calorimeter.papers.campaign.CampaignPlan;
import calorimeter.papers.campaign.Outlook;
import calorimeter.papers.campaign.Reproduction;
import calorimeter.papers.campaign.Size;
import calorimeter.papers.campaign.Stage.Item;
import calorimeter.papers.claim.Claim;
import calorimeter.papers.claim.Evidence;
import calorimeter.report.page.PanelFigure;
import java.util.List;
import java.util.Map;

/// Noether's learning dynamics: broken symmetries move charges, exactly as a recursion says and about as the papers
/// say; with norms this is an implicit RMSProp.
public record TanakaReproduction(Size size, TanakaGrid grid) implements Reproduction {

    /// On Fashion-MNIST where it is installed.
    public TanakaReproduction(Size size) {
        this(size, DataFolders.standard().find(ImageSource.FASHION_MNIST).isPresent());
    }

    /// @param images whether the grid trains on Fashion-MNIST
    public TanakaReproduction(Size size, boolean images) {
        this(size, TanakaGrid.of(size, images));
    }

    /// On images where the store has declared the grid with them, be they here or not: missing runs then ask for them.
    @Override
    public Reproduction in(RunStore store) {
        TanakaReproduction imaged = new TanakaReproduction(size, true);
        String declared = Claim.hash(imaged.design());
        return store.declarations(key()).stream()
                        .anyMatch(declaration -> declaration.claim().equals(Declaration.DESIGN)
                                && declaration.identity().equals(declared))
                ? imaged
                : this;
    }

    @Override
    public String name() {
        return "tanaka2021";
    }

    @Override
    public String title() {
        return "Noether's learning dynamics";
    }

    @Override
    public String summary() {
        return "Tanaka & Kunin (arXiv:2105.02716) and Kunin et al. (arXiv:2012.04728) read a learning rule as kinetic"
                + " energy and the loss as potential energy: symmetries of the loss give charges, which momentum and decay"
                + " move in closed forms, and the broken scale symmetry of normalised filters acts as RMSProp. Here every"
                + " charge is followed at every step and held against its exact discrete law and against the papers'"
                + " formulas. "
                + (grid.images()
                        ? "A VGG with batch norm on Fashion-MNIST, perceptrons on modular addition, and three small"
                                + " transformers."
                        : "Fashion-MNIST is not installed, so the grid trains perceptrons on modular addition; and three"
                                + " small transformers. This is another design than that with images, and its verdicts on"
                                + " the grid say nothing of images; `calorimeter data list` says how to get them.");
    }

    @Override
    public List<Claim> claims() {
        return TanakaClaims.all(grid);
    }

    @Override
    public String design() {
        return grid.words();
    }

    @Override
    public CampaignPlan plan(Outlook outlook) {
        return TanakaPlan.of(grid);
    }

    @Override
    public List<PanelFigure> figures(Evidence evidence) {
        return TanakaFigures.all(evidence, grid);
    }

    @Override
    public List<String> columns() {
        return TanakaPlan.of(grid).items().stream()
                .map(Item::parameters)
                .flatMap(run -> TrainExperiment.quantities(run).stream())
                .map(Quantity::name)
                .filter(name -> name.startsWith("noether.") || name.equals("train.loss"))
                .distinct()
                .toList();
    }

    @Override
    public Map<String, Double> measured(RunStore store, RunRecord run) {
        return new ChargeRun(store, run).numbers();
    }

    @Override
    public List<Evidence.Residual> residuals(RunStore store, Map<Item, RunRecord> finished) {
        return TanakaResiduals.of(store, finished);
    }
}
