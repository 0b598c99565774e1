package queuelab.exchange.control;

import java.lang.reflect.Constructor;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.ValueInstantiators;
import tools.jackson.databind.deser.std.StdValueInstantiator;
import tools.jackson.databind.module.SimpleModule;

/**
 * Lets Jackson make records by plain reflection. Its own way, a method handle that takes an array, has the JVM make some ten classes for each
 * kind of record, in a process that makes a handful of records in its life; see the RATIONALE.md of the supervisor's {@code host}.
 */
final class PlainRecords extends SimpleModule {
    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.addValueInstantiators(new ValueInstantiators.Base() {
            @Override
            public ValueInstantiator modifyValueInstantiator(
                    DeserializationConfig config, BeanDescription.Supplier bean, ValueInstantiator instantiator) {
                return bean.getBeanClass().isRecord()
                                && instantiator instanceof StdValueInstantiator standard
                                && standard.canCreateFromObjectWith()
                        ? new ByReflection(standard)
                        : instantiator;
            }
        });
    }

    private static final class ByReflection extends StdValueInstantiator {
        private final Constructor<?> constructor;

        ByReflection(StdValueInstantiator standard) {
            super(standard);
            constructor = (Constructor<?>) standard.getWithArgsCreator().getAnnotated();
            constructor.setAccessible(true);
        }

        @Override
        public Object createFromObjectWith(DeserializationContext context, Object[] components) {
            try {
                return constructor.newInstance(components);
            } catch (Exception e) {
                return context.handleInstantiationProblem(getValueClass(), components, rewrapCtorProblem(context, e));
            }
        }
    }
}
