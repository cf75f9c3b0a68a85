// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/// Writes a drawing as PNG.
final class PngFile {

    static final int PIXELS_PER_INCH = 300;

    private static final double PIXELS_PER_POINT = PIXELS_PER_INCH / 72.0;
    private static final double INCHES_PER_METRE = 1 / 0.0254;
    private static final String METADATA = "javax_imageio_png_1.0";

    static {
        // Otherwise Java looks for a screen before it draws into memory.
        System.setProperty("java.awt.headless", "true");
        ImageIO.setUseCache(false);
    }

    private PngFile() {}

    static void write(Drawing drawing, OutputStream out) throws IOException {
        BufferedImage image = image(drawing);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            IIOMetadata metadata =
                    writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
            metadata.mergeTree(METADATA, resolution());
            writer.setOutput(stream);
            writer.write(new IIOImage(image, null, metadata));
        } finally {
            writer.dispose();
        }
    }

    private static IIOMetadataNode resolution() {
        String perMetre = Long.toString(Math.round(PIXELS_PER_INCH * INCHES_PER_METRE));
        IIOMetadataNode size = new IIOMetadataNode("pHYs");
        size.setAttribute("pixelsPerUnitXAxis", perMetre);
        size.setAttribute("pixelsPerUnitYAxis", perMetre);
        size.setAttribute("unitSpecifier", "meter");
        IIOMetadataNode root = new IIOMetadataNode(METADATA);
        root.appendChild(size);
        return root;
    }

    static BufferedImage image(Drawing drawing) {
        int width = (int) Math.round(drawing.width() * PIXELS_PER_POINT);
        int height = (int) Math.round(drawing.height() * PIXELS_PER_POINT);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.scale(PIXELS_PER_POINT, PIXELS_PER_POINT);
        drawing.elements().forEach(element -> draw(graphics, element));
        graphics.dispose();
        return image;
    }

    private static void draw(Graphics2D graphics, Drawing.Element element) {
        switch (element) {
            case Drawing.Stroke stroke -> {
                graphics.setColor(colour(stroke.ink()));
                graphics.setStroke(pen(stroke.width(), stroke.dash().lengths(stroke.width())));
                graphics.draw(stroke.path());
            }
            case Drawing.Area area -> {
                graphics.setColor(colour(area.ink()));
                graphics.fill(area.path());
            }
            case Drawing.Text text -> {
                graphics.setColor(colour(text.ink()));
                graphics.fill(SvgFile.outline(text));
            }
        }
    }

    private static BasicStroke pen(double width, double[] dashes) {
        float[] lengths = dashes.length == 0 ? null : new float[] {(float) dashes[0], (float) dashes[1]};
        return new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, lengths, 0);
    }

    private static Color colour(Ink ink) {
        return new Color(ink.red(), ink.green(), ink.blue(), (int) Math.round(255 * ink.opacity()));
    }
}
