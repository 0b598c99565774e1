package queuelab.supervisor.web;

import io.micronaut.websocket.WebSocketSession;
import io.micronaut.websocket.annotation.OnMessage;
import io.micronaut.websocket.annotation.ServerWebSocket;

/** A WebSocket to attack: there is one for the path, so that what refuses is the filter and not the router. */
@ServerWebSocket("/test/socket")
public class TestSocket {
    @OnMessage
    void heard(String message, WebSocketSession session) {
        session.sendSync(message);
    }
}
