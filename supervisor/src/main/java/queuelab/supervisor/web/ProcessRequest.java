package queuelab.supervisor.web;

import org.jspecify.annotations.Nullable;
import queuelab.supervisor.host.ChildSpec.Role;
import queuelab.supervisor.trial.Action;
import queuelab.supervisor.trial.Target;

/**
 * Something to do to one process of a lane.
 *
 * @param action what
 * @param role {@code broker}, {@code producer} or {@code consumer}
 * @param index its number within its role, from 1
 */
record ProcessRequest(
        @Nullable Kind action,
        @Nullable RoleName role,
        @Nullable Integer index) {
    private static final int MOST_INDEX = 100_000;

    /** What can be done to a process. */
    enum Kind {
        kill,
        pause,
        resume,
        restart
    }

    /** Roles as the page names them. */
    enum RoleName {
        broker(Role.BROKER),
        producer(Role.PRODUCER),
        consumer(Role.CONSUMER);

        private final Role role;

        RoleName(Role role) {
            this.role = role;
        }
    }

    ProcessRequest {
        if (action == null || role == null || index == null) {
            throw RequestRefused.malformed("`action`, `role` and `index` must all be there");
        }
        Requests.check("index", index, 1, MOST_INDEX, "");
    }

    Action toAction() {
        if (action == null || role == null || index == null) {
            throw new IllegalStateException("checked when it was read");
        }
        var target = new Target(role.role, index);
        return switch (action) {
            case kill -> new Action.Kill(target);
            case pause -> new Action.Pause(target);
            case resume -> new Action.Resume(target);
            case restart -> new Action.Restart(target);
        };
    }
}
