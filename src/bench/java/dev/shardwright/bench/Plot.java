package dev.shardwright.bench;

import java.util.List;
import java.util.Optional;

/** Memory and processor time over the number of clusters, as an SVG. */
final class Plot {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 330;

    private Plot() {}

    /** The picture of what the sections mass-N measured. */
    static String of(Report report) {
        List<Chart> charts = List.of(
                new Chart(
                        "Resident memory, MB",
                        List.of(
                                series(report, "peak", "memory-peak", "#b45309"),
                                series(report, "settled", "memory-settled", "#1d4ed8"))),
                new Chart(
                        "CPU seconds",
                        List.of(
                                series(report, "until settled", "cpu-settled", "#b45309"),
                                series(report, "until all StatefulSets exist", "cpu-sets", "#1d4ed8"))),
                new Chart("CPU seconds in an idle minute", List.of(series(report, "", "idle-cpu", "#1d4ed8"))));
        StringBuilder svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
                <title>Memory and processor time of the operator over the number of clusters</title>
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                """.formatted(WIDTH, HEIGHT));
        int width = WIDTH / charts.size();
        for (int i = 0; i < charts.size(); i++) {
            svg.append(charts.get(i).drawn(i * width, width, HEIGHT));
        }
        return svg.append("</svg>\n").toString();
    }

    private static Chart.Series series(Report report, String name, String id, String colour) {
        return new Chart.Series(
                name,
                colour,
                report.parts().stream()
                        .flatMap(part -> point(part, id).stream())
                        .sorted((a, b) -> Double.compare(a.x(), b.x()))
                        .toList());
    }

    private static Optional<Chart.Point> point(Report.Part part, String id) {
        return MassSection.clusters(part.section()).flatMap(clusters -> part.line(id)
                .map(line -> new Chart.Point(clusters, line.figure().doubleValue())));
    }
}
