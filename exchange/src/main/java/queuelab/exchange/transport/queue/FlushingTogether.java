package queuelab.exchange.transport.queue;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.flush.FlushConsolidationHandler;
import org.apache.activemq.artemis.core.protocol.core.impl.ActiveMQClientProtocolManager;
import org.apache.activemq.artemis.core.protocol.core.impl.ActiveMQClientProtocolManagerFactory;
import org.apache.activemq.artemis.spi.core.remoting.ClientProtocolManager;

/**
 * Artemis's core protocol, byte for byte, in fewer system calls: packets that wait for the connection's thread together are written together,
 * where Artemis writes each by itself. A packet alone is written as soon as ever.
 */
final class FlushingTogether extends ActiveMQClientProtocolManagerFactory {
    @Override
    public ClientProtocolManager newProtocolManager() {
        return new ActiveMQClientProtocolManager() {
            @Override
            public void addChannelHandlers(ChannelPipeline pipeline) {
                pipeline.addFirst(new FlushConsolidationHandler(
                        FlushConsolidationHandler.DEFAULT_EXPLICIT_FLUSH_AFTER_FLUSHES, true));
                super.addChannelHandlers(pipeline);
            }
        };
    }
}
