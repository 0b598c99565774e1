package queuelab.exchange.transport.queue;

import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.TransactionRolledBackException;
import java.util.EnumSet;
import java.util.Set;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.jspecify.annotations.Nullable;

/** Tells a message that the broker provably did not take from one whose fate is unknown. */
final class Rejection {
    /** The broker, or the client before it sent anything, refused. All else (lost connection, timeout, I/O error) proves nothing. */
    private static final Set<ActiveMQExceptionType> PROOFS = EnumSet.of(
            ActiveMQExceptionType.ADDRESS_FULL,
            ActiveMQExceptionType.ADDRESS_DOES_NOT_EXIST,
            ActiveMQExceptionType.QUEUE_DOES_NOT_EXIST,
            ActiveMQExceptionType.SECURITY_EXCEPTION,
            ActiveMQExceptionType.TRANSACTION_ROLLED_BACK);

    /** “Cannot send a packet while channel is failing over”, which has no type of its own. */
    private static final String SENDING_WHILE_RECONNECTING = "AMQ219061";

    private Rejection() {}

    static boolean proven(Throwable failure) {
        ActiveMQExceptionType type = type(failure);
        return type == null ? provenByQpid(failure) : PROOFS.contains(type);
    }

    /** The same from Qpid's client, which tells by the type of the JMS exception which AMQP error condition came. */
    private static boolean provenByQpid(Throwable failure) {
        return failure instanceof ResourceAllocationException
                || failure instanceof InvalidDestinationException
                || failure instanceof JMSSecurityException
                || failure instanceof TransactionRolledBackException;
    }

    /** Whether a transaction is over though it was not seen to be committed, as after a reconnect; the session goes on. */
    static boolean endsTransaction(Throwable failure) {
        ActiveMQExceptionType type = type(failure);
        return (type == null && failure instanceof TransactionRolledBackException)
                || type == ActiveMQExceptionType.TRANSACTION_ROLLED_BACK
                || type == ActiveMQExceptionType.TRANSACTION_OUTCOME_UNKNOWN;
    }

    /**
     * Whether the broker's answer was lost with the connection, though the client reconnects and goes on: then nobody knows what became of
     * the message, or of the transaction.
     */
    static boolean answerLost(Throwable failure) {
        ActiveMQExceptionType type = type(failure);
        return type == ActiveMQExceptionType.UNBLOCKED || type == ActiveMQExceptionType.TRANSACTION_OUTCOME_UNKNOWN;
    }

    /** Whether Artemis's client refused to send because it was just finding its broker again: nothing was sent, and later it will be. */
    static boolean reconnecting(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalStateException
                    && String.valueOf(cause.getMessage()).startsWith(SENDING_WHILE_RECONNECTING)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable ActiveMQExceptionType type(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ActiveMQException artemis) {
                return artemis.getType();
            }
        }
        return null;
    }

    static String reason(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.toString() : message;
    }
}
