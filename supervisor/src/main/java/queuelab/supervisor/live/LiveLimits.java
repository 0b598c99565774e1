package queuelab.supervisor.live;

/**
 * What the live lab takes, so that a page cannot ask for more than a machine has.
 *
 * @param mostConsumers consumer processes of one lane
 * @param mostRate messages per second
 * @param mostSizeBytes length of a message
 * @param mostWindowBytes prefetch window
 * @param mostWorkMicros work per message
 * @param mostDiskBytes what one lane may keep on disk, its broker's journal included; beyond it the lane begins anew
 */
public record LiveLimits(
        int mostConsumers,
        int mostRate,
        int mostSizeBytes,
        int mostWindowBytes,
        int mostWorkMicros,
        long mostDiskBytes) {
    public static final LiveLimits DEFAULT = new LiveLimits(16, 20_000, 64 << 10, 4 << 20, 1_000_000, 1L << 30);
}
