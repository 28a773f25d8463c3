using System.Globalization;
using System.Text.Json;

namespace Azure.Data.Tables;

/// <summary>Rows as the service writes them: OData JSON with minimal metadata. Source: Microsoft, "Payload format for Table service operations".</summary>
internal static class EntityJson
{
    private const string TypeSuffix = "@odata.type";
    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    /// <summary>On one line, in ASCII.</summary>
    public static byte[] Write(TableEntity entity)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("PartitionKey", entity.PartitionKey);
            json.WriteString("RowKey", entity.RowKey);
            foreach (var (name, value) in entity)
            {
                Write(json, name, value);
            }

            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    public static T Read<T>(JsonElement json)
        where T : TableEntity, new()
    {
        var entity = new T();
        foreach (var property in json.EnumerateObject())
        {
            switch (property.Name)
            {
                case "PartitionKey":
                    entity.PartitionKey = property.Value.GetString()!;
                    break;
                case "RowKey":
                    entity.RowKey = property.Value.GetString()!;
                    break;
                case "Timestamp":
                    entity.Timestamp = Instant(property.Value);
                    break;
                case "odata.etag":
                    entity.ETag = new ETag(property.Value.GetString()!);
                    break;
                case var name when !name.StartsWith("odata.", StringComparison.Ordinal) && !name.EndsWith(TypeSuffix, StringComparison.Ordinal):
                    entity[name] = Value(property.Value, json.TryGetProperty(name + TypeSuffix, out var type) ? type.GetString() : null);
                    break;
            }
        }

        return entity;
    }

    private static void Write(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteString(name, text);
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case int number:
                json.WriteNumber(name, number);
                break;
            case long number:
                Write(json, name, "Edm.Int64", number.ToString(CultureInfo.InvariantCulture));
                break;
            case double number:
                // Always with its type: 2.0 would come back as a whole number.
                Write(json, name, "Edm.Double", Text(number));
                break;
            case DateTimeOffset instant:
                Write(json, name, "Edm.DateTime", instant.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture));
                break;
            case Guid guid:
                Write(json, name, "Edm.Guid", guid.ToString());
                break;
            case byte[] bytes:
                json.WriteString(name + TypeSuffix, "Edm.Binary");
                json.WriteBase64String(name, bytes);
                break;
        }
    }

    private static void Write(Utf8JsonWriter json, string name, string type, string value)
    {
        json.WriteString(name + TypeSuffix, type);
        json.WriteString(name, value);
    }

    private static string Text(double number) =>
        double.IsPositiveInfinity(number) ? "Infinity" : double.IsNegativeInfinity(number) ? "-Infinity" : number.ToString("R", CultureInfo.InvariantCulture);

    private static object? Value(JsonElement json, string? type) => (type, json.ValueKind) switch
    {
        ("Edm.Int64", JsonValueKind.String) => long.Parse(json.GetString()!, CultureInfo.InvariantCulture),
        ("Edm.DateTime", _) => Instant(json),
        ("Edm.Binary", _) => json.GetBytesFromBase64(),
        ("Edm.Guid", _) => json.GetGuid(),
        ("Edm.Double", JsonValueKind.String) => double.Parse(json.GetString()!, CultureInfo.InvariantCulture),
        (_, JsonValueKind.String) => json.GetString(),
        (_, JsonValueKind.True or JsonValueKind.False) => json.GetBoolean(),
        (null, JsonValueKind.Number) when json.TryGetInt32(out var number) => number,
        (_, JsonValueKind.Number) => json.GetDouble(),
        _ => null,
    };

    private static DateTimeOffset Instant(JsonElement json) =>
        DateTimeOffset.Parse(json.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
