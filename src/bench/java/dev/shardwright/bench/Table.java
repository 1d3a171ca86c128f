package dev.shardwright.bench;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The figures as Markdown, between two marks of a page. */
final class Table {
    private static final String BEGIN = "<!-- bench -->\n";
    private static final String END = "<!-- /bench -->";

    private Table() {}

    /** The page with the figures of the report in the place of earlier ones. */
    static String into(String page, Report report) {
        int from = page.indexOf(BEGIN);
        int to = page.indexOf(END);
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("the page has no place for figures: " + BEGIN.strip() + " and " + END);
        }
        return page.substring(0, from + BEGIN.length()) + of(report) + page.substring(to);
    }

    /** One table for all sections, and on what they were measured. */
    static String of(Report report) {
        return "| what | figure | goal | ECK |\n|---|---|---|---|\n"
                + report.parts().stream().map(Table::rows).collect(Collectors.joining())
                + "\n"
                + machines(report);
    }

    private static String rows(Report.Part part) {
        return "| **" + part.title() + "** | | | |\n"
                + part.lines().stream().map(Table::row).collect(Collectors.joining());
    }

    private static String row(Line line) {
        String missed = Boolean.FALSE.equals(line.met()) ? " **not met**" : "";
        return "| %s | %s%s | %s | %s |\n"
                .formatted(line.what(), line.shown(), missed, or(line.goal()), or(line.eck()));
    }

    private static String or(String text) {
        return Optional.ofNullable(text).orElse("");
    }

    private static String machines(Report report) {
        List<String> told = report.parts().stream()
                .map(part -> part.date() + ", " + part.machine())
                .distinct()
                .toList();
        return told.stream()
                .map(machine -> "%s (%s).\n"
                        .formatted(
                                machine,
                                report.parts().stream()
                                        .filter(p -> machine.equals(p.date() + ", " + p.machine()))
                                        .map(p -> "`" + p.section() + "`")
                                        .collect(Collectors.joining(", "))))
                .collect(Collectors.joining("\n"));
    }
}
