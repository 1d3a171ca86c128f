package dev.shardwright.cluster.plan;

/** Why a node is made anew. */
enum RestartReason {
    /** Its pod was made from an earlier spec. */
    SpecChanged("runs an earlier spec", "is made anew with the changed spec", "the spec has changed"),
    /** It has not taken up changed secure settings while it ran. */
    SecureSettings(
            "SecureSettings: it could not take up the changed secure settings while it runs",
            "SecureSettings: is made anew with the changed ones",
            "it could not take up the changed secure settings while it ran"),
    /** Its volume has grown, and the file system on it only does when it is mounted again. */
    VolumeResize(
            "VolumeResize: its volume has grown, and its file system only does when it is mounted again",
            "VolumeResize: is made anew so that its file system grows",
            "its file system grows when it is mounted again");

    private final String waits;
    private final String happens;
    private final String cause;

    RestartReason(String waits, String happens, String cause) {
        this.waits = waits;
        this.happens = happens;
        this.cause = cause;
    }

    /** What is the matter with the node, as long as something holds it back. */
    String waits() {
        return waits;
    }

    /** What happens with it when nothing does. */
    String happens() {
        return happens;
    }

    /** Why its pod goes. */
    String cause() {
        return cause;
    }
}
