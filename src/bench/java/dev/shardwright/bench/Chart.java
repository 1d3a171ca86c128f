package dev.shardwright.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One diagram: lines over the number of clusters, both axes from zero. */
record Chart(String title, List<Series> series) {
    private static final int LEFT = 46;
    private static final int RIGHT = 20;
    private static final int TOP = 40;
    private static final int BOTTOM = 76;
    private static final int STEPS = 4;

    Chart {
        series = List.copyOf(series);
    }

    /** A figure at a number of clusters. */
    record Point(double x, double y) {}

    /** Points that belong together. */
    record Series(String name, String colour, List<Point> points) {
        Series {
            points = List.copyOf(points);
        }
    }

    /** The SVG elements, in a field that begins at that x. */
    String drawn(int x, int width, int height) {
        Scale across = new Scale(x + LEFT, x + width - RIGHT, nice(largest(true)));
        Scale up = new Scale(height - BOTTOM, TOP, nice(largest(false)));
        StringBuilder svg = new StringBuilder();
        svg.append(text(x + LEFT, 22, "start", "#111827", title));
        for (int i = 0; i <= STEPS; i++) {
            double y = up.end * i / STEPS;
            svg.append(line(across.from, up.at(y), across.to, up.at(y), "#e5e7eb"));
            svg.append(text(across.from - 6, up.at(y) + 4, "end", "#4b5563", Figure.text(y)));
            double clusters = across.end * i / STEPS;
            svg.append(text(across.at(clusters), up.from + 18, "middle", "#4b5563", Figure.text(clusters)));
        }
        svg.append(text((across.from + across.to) / 2, up.from + 34, "middle", "#4b5563", "clusters"));
        for (int i = 0; i < series.size(); i++) {
            svg.append(drawn(series.get(i), across, up));
            if (!series.get(i).name().isEmpty()) {
                double y = up.from + 52 + 16.0 * i;
                svg.append("<rect x=\"%s\" y=\"%s\" width=\"12\" height=\"3\" fill=\"%s\"/>\n"
                        .formatted(
                                number(across.from),
                                number(y - 5),
                                series.get(i).colour()));
                svg.append(text(
                        across.from + 18, y, "start", "#111827", series.get(i).name()));
            }
        }
        return svg.toString();
    }

    private static String drawn(Series series, Scale across, Scale up) {
        String points = series.points().stream()
                .map(p -> number(across.at(p.x())) + "," + number(up.at(p.y())))
                .collect(Collectors.joining(" "));
        return "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n"
                        .formatted(points, series.colour())
                + series.points().stream()
                        .map(p -> "<circle cx=\"%s\" cy=\"%s\" r=\"3\" fill=\"%s\"><title>%s</title></circle>\n"
                                .formatted(
                                        number(across.at(p.x())),
                                        number(up.at(p.y())),
                                        series.colour(),
                                        Figure.text(p.x()) + " clusters: " + Figure.text(p.y())))
                        .collect(Collectors.joining());
    }

    private double largest(boolean ofX) {
        return series.stream()
                .flatMap(s -> s.points().stream())
                .mapToDouble(p -> ofX ? p.x() : p.y())
                .max()
                .orElse(1);
    }

    /** The next of 1, 2, 4, 5, 8 and 10 with as many zeros as needed. */
    private static double nice(double largest) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(largest, 0.01))));
        for (double step : new double[] {1, 2, 4, 5, 8}) {
            if (largest <= step * power) {
                return step * power;
            }
        }
        return 10 * power;
    }

    private record Scale(double from, double to, double end) {
        double at(double value) {
            return from + (to - from) * value / end;
        }
    }

    private static String line(double x1, double y1, double x2, double y2, String colour) {
        return "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\"/>\n"
                .formatted(number(x1), number(y1), number(x2), number(y2), colour);
    }

    private static String text(double x, double y, String anchor, String colour, String text) {
        return "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" fill=\"%s\">%s</text>\n"
                .formatted(number(x), number(y), anchor, colour, text);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
