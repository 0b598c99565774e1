package queuelab.supervisor;

import io.micronaut.context.BeanDefinitionsProvider;
import io.micronaut.core.io.service.MicronautMetaServiceLoaderUtils;
import io.micronaut.inject.BeanDefinitionReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The lab's own beans without those of the HTTP server: loading the server's few hundred would cost every command half a second, and only
 * {@code lab serve} needs them, in a context of its own.
 */
final class CommandBeans implements BeanDefinitionsProvider {
    private static final String OWN = "queuelab.supervisor.";
    private static final String WEB = OWN + "web.";
    /** What the context itself is made of, its events among it. */
    private static final String CONTEXT = "io.micronaut.context.";

    @Override
    public List<BeanDefinitionReference<?>> provide(ClassLoader classLoader) {
        try {
            var beans = new ArrayList<BeanDefinitionReference<?>>();
            for (String name : MicronautMetaServiceLoaderUtils.findMicronautMetaServiceEntries(
                    classLoader, BeanDefinitionReference.class.getName())) {
                if (name.startsWith(CONTEXT) || (name.startsWith(OWN) && !name.startsWith(WEB))) {
                    beans.add(Class.forName(name, true, classLoader)
                            .asSubclass(BeanDefinitionReference.class)
                            .getDeclaredConstructor()
                            .newInstance());
                }
            }
            return beans;
        } catch (IOException e) {
            throw new UncheckedIOException("the lab's own jar cannot be read", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a bean named in the lab's own jar is not in it", e);
        }
    }
}
