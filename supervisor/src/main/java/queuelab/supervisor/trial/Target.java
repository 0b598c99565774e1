package queuelab.supervisor.trial;

import queuelab.supervisor.host.ChildSpec.Role;

/**
 * A process of a trial, by its number. One that was replaced stands for its replacement: {@code consumer 1}, killed and started again as
 * {@code consumer-3}, is still meant by either name.
 *
 * @param index from 1
 */
public record Target(Role role, int index) {
    public static final Target BROKER = new Target(Role.BROKER, 1);

    @Override
    public String toString() {
        return role == Role.BROKER && index == 1 ? role.word() : role.word() + "-" + index;
    }
}
