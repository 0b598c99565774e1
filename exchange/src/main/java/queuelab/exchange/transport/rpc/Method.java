package queuelab.exchange.transport.rpc;

import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The one remote method: takes a message, answers with nothing once it is handled. The bytes travel as they are, because serialising is not
 * what is measured. An empty request asks whether anybody is there.
 */
final class Method {
    /** The longest message that a scenario may ask for, and some room for the frame around it. */
    static final int LONGEST_BYTES = 101 * 1024 * 1024;

    static final byte[] NOTHING = new byte[0];

    static final MethodDescriptor<byte[], byte[]> PASS = MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(MethodDescriptor.generateFullMethodName("queuelab.Exchange", "Pass"))
            .setRequestMarshaller(new AsTheyAre())
            .setResponseMarshaller(new AsTheyAre())
            .build();

    private Method() {}

    private static final class AsTheyAre implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] bytes) {
            return new Bytes(bytes);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Bytes whose number is known beforehand, so that gRPC copies them once. */
    private static final class Bytes extends ByteArrayInputStream implements KnownLength {
        Bytes(byte[] bytes) {
            super(bytes);
        }
    }
}
