package queuelab.exchange.json;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.json.JsonMistake.About;

/**
 * How Gson reads and writes records, and sealed interfaces of them. Its own way with records cannot say that a field is missing.
 *
 * @param complete whether every field must be there, and no other
 * @param kinds the sealed interfaces
 */
record RecordAdapters(boolean complete, List<Kinds<?>> kinds) implements TypeAdapterFactory {
    @Override
    @SuppressWarnings("unchecked") // each adapter is of the type that was asked for
    public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> token) {
        Class<?> type = token.getRawType();
        if (type.isRecord()) {
            return (TypeAdapter<T>) new OfRecord(gson, type, complete);
        }
        for (Kinds<?> of : kinds) {
            if (of.of() == type) {
                return (TypeAdapter<T>) new OfKinds(gson, of);
            }
        }
        return null;
    }

    /** What went wrong, on one line. */
    static String reason(Throwable e) {
        Throwable first = e;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        String message = first.getMessage();
        return message == null
                ? first.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    private static String path(JsonReader in) {
        return in.getPath().replaceFirst("^\\$\\.?", "");
    }

    private static JsonMistake mistake(About about, String message, String path) {
        return new JsonMistake(about, message, path);
    }

    /** One component of a record. */
    private record Field(String name, boolean primitive, Method accessor, TypeAdapter<Object> adapter) {
        @SuppressWarnings("unchecked") // an adapter takes what its component has
        static Field of(RecordComponent component, Gson gson) {
            component.getAccessor().setAccessible(true);
            return new Field(
                    component.getName(), component.getType().isPrimitive(), component.getAccessor(), (TypeAdapter<
                                    Object>)
                            gson.getAdapter(TypeToken.get(component.getGenericType())));
        }

        void write(JsonWriter out, Object value) throws IOException {
            out.name(name);
            try {
                adapter.write(out, accessor.invoke(value));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e); // accessors of records do not throw
            }
        }
    }

    private static final class OfRecord extends TypeAdapter<@Nullable Object> {
        private final boolean complete;
        private final List<Field> fields;
        private final Constructor<?> constructor;

        OfRecord(Gson gson, Class<?> type, boolean complete) {
            this.complete = complete;
            RecordComponent[] components = type.getRecordComponents();
            fields = Arrays.stream(components)
                    .map(component -> Field.of(component, gson))
                    .toList();
            try {
                constructor = type.getDeclaredConstructor(
                        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(e); // every record has it
            }
            constructor.setAccessible(true);
        }

        @Override
        public void write(JsonWriter out, @Nullable Object value) throws IOException {
            if (value == null) {
                out.nullValue();
                return;
            }
            out.beginObject();
            writeFields(out, value);
            out.endObject();
        }

        @Override
        public @Nullable Object read(JsonReader in) throws IOException {
            if (in.peek() == JsonToken.NULL) {
                in.nextNull();
                return null;
            }
            in.beginObject();
            return readFields(in);
        }

        void writeFields(JsonWriter out, Object value) throws IOException {
            for (Field field : fields) {
                field.write(out, value);
            }
        }

        /** The rest of an object that was begun, with its end. */
        Object readFields(JsonReader in) throws IOException {
            String path = path(in).replaceFirst("\\.?[^.]*$", "");
            @Nullable Object[] values = new @Nullable Object[fields.size()];
            while (in.hasNext()) {
                String name = in.nextName();
                int i = index(name);
                if (i >= 0) {
                    values[i] = value(in, fields.get(i), values[i] != null);
                } else if (complete) {
                    throw mistake(About.FIELD, "unknown field `" + name + "`", path);
                } else {
                    in.skipValue();
                }
            }
            in.endObject();
            for (int i = 0; i < values.length; i++) {
                if (values[i] == null && (complete || fields.get(i).primitive())) {
                    String name = fields.get(i).name();
                    throw mistake(About.FIELD, "missing field", path.isEmpty() ? name : path + "." + name);
                }
            }
            return make(values, path);
        }

        private int index(String name) {
            for (int i = 0; i < fields.size(); i++) {
                if (fields.get(i).name().equals(name)) {
                    return i;
                }
            }
            return -1;
        }

        private static @Nullable Object value(JsonReader in, Field field, boolean again) throws IOException {
            String path = path(in);
            if (again) {
                throw mistake(About.FIELD, "a field that is there twice", path);
            }
            try {
                boolean isNull = in.peek() == JsonToken.NULL;
                Object value = field.adapter().read(in);
                if (value == null && !isNull) { // so Gson reads what an enumeration does not have
                    throw mistake(About.FIELD, "none of the values it may have", path);
                }
                return value;
            } catch (JsonParseException | IllegalStateException | NumberFormatException e) {
                throw mistake(About.FIELD, reason(e), path);
            }
        }

        private Object make(@Nullable Object[] values, String path) {
            try {
                return constructor.newInstance(values);
            } catch (InvocationTargetException e) {
                throw mistake(About.FIELD, reason(e), path);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e); // records can be made
            }
        }
    }

    private static final class OfKinds extends TypeAdapter<@Nullable Object> {
        private final Gson gson;
        private final Kinds<?> kinds;

        OfKinds(Gson gson, Kinds<?> kinds) {
            this.gson = gson;
            this.kinds = kinds;
        }

        @Override
        public void write(JsonWriter out, @Nullable Object value) throws IOException {
            if (value == null) {
                out.nullValue();
                return;
            }
            out.beginObject();
            out.name(kinds.field()).value(kinds.name(value.getClass()));
            adapter(value.getClass()).writeFields(out, value);
            out.endObject();
        }

        @Override
        public @Nullable Object read(JsonReader in) throws IOException {
            if (in.peek() == JsonToken.NULL) {
                in.nextNull();
                return null;
            }
            String path = path(in);
            in.beginObject();
            if (!in.hasNext() || !in.nextName().equals(kinds.field()) || in.peek() != JsonToken.STRING) {
                throw mistake(About.KIND, "field `" + kinds.field() + "` is missing, which comes first", path);
            }
            String name = in.nextString();
            Class<?> kind = kinds.byName().get(name);
            if (kind == null) {
                throw mistake(About.KIND, "unknown " + kinds.field() + " `" + name + "`, there are " + kinds, path);
            }
            return adapter(kind).readFields(in);
        }

        private OfRecord adapter(Class<?> kind) {
            return (OfRecord) (TypeAdapter<?>) gson.getAdapter(kind);
        }
    }
}
