package queuelab.exchange.transport.thread;

import java.nio.ByteBuffer;

/**
 * A message that changes hands by reference. Filled with the sender's payload once; after that only the stamp in it is written anew. Belongs to
 * the sending thread until it is handed over, then to the receiving thread until that confirms it.
 */
final class Letter {
    private byte[] bytes = new byte[0];
    private ByteBuffer body = ByteBuffer.wrap(bytes);

    /** The array to stamp: filled from the body the first time, or when its length changed. */
    byte[] filledFrom(byte[] outgoing, int length) {
        if (bytes.length != length) {
            bytes = new byte[length];
            System.arraycopy(outgoing, 0, bytes, 0, length);
            body = ByteBuffer.wrap(bytes);
        }
        return bytes;
    }

    ByteBuffer body() {
        return body.clear();
    }
}
