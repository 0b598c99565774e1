/** What a trial leaves on disk, and how it is written and read back: latency logs, ledgers, the trial record. */
@NullMarked
package queuelab.exchange.recording;

import org.jspecify.annotations.NullMarked;
