using System.Text.Json;
using System.Text.Json.Serialization;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Storage;

namespace SpotterBot.Sessions;

/// <summary>A session as it is stored: JSON, sealed under the privacy key and bound to its id.</summary>
public class SessionCodec(Privacy privacy)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        IgnoreReadOnlyProperties = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    public virtual byte[] Seal(Session session) => privacy.Seal(JsonSerializer.SerializeToUtf8Bytes(session, Options), Context(session.Id));

    /// <exception cref="System.Security.Cryptography.CryptographicException">The row was not sealed under this key, or belongs to another session.</exception>
    public virtual Session Open(string id, ReadOnlySpan<byte> state) =>
        JsonSerializer.Deserialize<Session>(privacy.Open(state, Context(id)), Options)
        ?? throw new InvalidOperationException($"Session {id} holds nothing.");

    private static string Context(string id) => "session/" + id;
}
