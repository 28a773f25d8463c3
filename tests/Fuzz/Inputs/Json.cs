using System.Text.Json.Nodes;

namespace Fuzz.Inputs;

/// <summary>Answers that are nearly right: some of their values are others, some names too, and sometimes they are no JSON any more.</summary>
public static class Json
{
    private const string Instead = "odd value ";

    private static readonly string[] Odd =
    [
        "null", "true", "0", "-1", "1e400", "99999999999999999999", "\"\"", "\"\\ud800\"", "\"\\u0000\"", "[]", "{}", "[null]", "[[[[[]]]]]", "{\"sid\":null}", "\"Edm.Int64\"",
        "\"2026-13-45T99:99:99Z\"", "\"Mon, 01 Jan 0001 00:00:00 +0000\"", "\"\u202e\"", "1.5", "\"NaN\"",
    ];

    public static string Mutated(Random random, string json)
    {
        if (random.Next(5) == 0)
        {
            return Words.Mutated(random, json);
        }

        var root = JsonNode.Parse(json)!;
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var nodes = Below(root).ToList();
            if (nodes.Count > 0)
            {
                Change(random, nodes[random.Next(nodes.Count)]);
            }
        }

        var written = root.ToJsonString();
        for (var i = 0; i < Odd.Length; i++)
        {
            written = written.Replace($"\"{Instead}{i}.\"", Odd[i], StringComparison.Ordinal);
        }

        return written;
    }

    private static void Change(Random random, (JsonNode Parent, string? Name, int Index) at)
    {
        switch (at.Parent)
        {
            case JsonObject parent when random.Next(4) == 0:
                parent.Remove(at.Name!);
                break;
            case JsonObject parent when random.Next(6) == 0:
                var value = parent[at.Name!]?.DeepClone();
                parent.Remove(at.Name!);
                parent[at.Name + "@odata.type"] = value;
                break;
            case JsonObject parent:
                parent[at.Name!] = Other(random);
                break;
            case JsonArray parent:
                parent[at.Index] = Other(random);
                break;
        }
    }

    private static JsonNode? Other(Random random)
    {
        // What no writer would write, as half of a surrogate pair, is put in afterwards.
        return JsonValue.Create(random.Next(3) == 0 ? string.Concat(Words.Any(random).Where(c => !char.IsSurrogate(c))) : $"{Instead}{random.Next(Odd.Length)}.");
    }

    private static IEnumerable<(JsonNode Parent, string? Name, int Index)> Below(JsonNode? node) => node switch
    {
        JsonObject properties => properties.Select(p => ((JsonNode)properties, (string?)p.Key, 0)).Concat(properties.SelectMany(p => Below(p.Value))),
        JsonArray items => items.Select((_, i) => ((JsonNode)items, (string?)null, i)).Concat(items.SelectMany(Below)),
        _ => [],
    };
}
