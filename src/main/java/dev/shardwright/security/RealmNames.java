package dev.shardwright.security;

/** Names that the file realm can hold: what its files use as marks, a name must not contain. */
final class RealmNames {
    private static final int LIMIT = 507;

    private RealmNames() {}

    /** Throws with the given reason when the name is unfit; {@code what} begins the message. */
    static void check(String name, String what, InvalidRealmException.Reason reason) throws InvalidRealmException {
        String complaint = complaint(name);
        if (!complaint.isEmpty()) {
            throw new InvalidRealmException(reason, name, what + " '" + printable(name) + "' " + complaint);
        }
    }

    private static String complaint(String name) {
        if (name.isBlank() || name.length() > LIMIT) {
            return "must have 1 to " + LIMIT + " characters";
        }
        if (!name.equals(name.strip())) {
            return "begins or ends with white space";
        }
        if (name.startsWith("#")) {
            return "begins with #, which makes the line a comment";
        }
        boolean ascii = name.chars().allMatch(c -> c >= ' ' && c <= '~');
        return !ascii || name.contains(":") || name.contains(",")
                ? "contains a colon, a comma, a line break or another character that Elasticsearch does not take"
                : "";
    }

    private static String printable(String name) {
        return name.substring(0, Math.min(64, name.length())).replaceAll("[^ -~]", "?");
    }
}
