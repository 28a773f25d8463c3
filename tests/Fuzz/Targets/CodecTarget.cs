using System.Security.Cryptography;
using System.Text.Json;
using Fuzz.Engine;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Sessions;
using SpotterBot.Storage;

namespace Fuzz.Targets;

/// <summary>A stored session whose bytes were changed is refused as such, and nothing else happens; an unchanged one is the same.</summary>
public sealed class CodecTarget() : Target<(int Kind, int At, byte With)>("codec")
{
    private static readonly SessionCodec Codec = new(new Privacy(Scenario.PrivacyKey));

    private static readonly Lazy<Session> Some = new(() =>
    {
        using var scenario = new Scenario();
        scenario.WatchedByText();
        return scenario.Session;
    });

    protected override (int Kind, int At, byte With) Make(Random random) => (random.Next(5), random.Next(10_000), (byte)random.Next(1, 256));

    protected override string? Fault((int Kind, int At, byte With) input)
    {
        var session = Some.Value;
        var stored = Codec.Seal(session);
        var at = input.At % stored.Length;
        byte[] changed = input.Kind switch
        {
            0 => [.. stored[..at], (byte)(stored[at] ^ input.With), .. stored[(at + 1)..]],
            1 => stored[..at],
            2 => [.. stored, input.With],
            3 => [.. stored[..at], .. stored[(at + 1)..]],
            _ => stored,
        };
        try
        {
            var read = Codec.Open(session.Id, changed);
            return input.Kind < 4 ? "What was changed was opened." : JsonSerializer.Serialize(read) == JsonSerializer.Serialize(session) ? null : "What was opened is not what was sealed.";
        }
        catch (CryptographicException)
        {
            return input.Kind < 4 ? null : "What was not changed was refused.";
        }
    }

    protected override IEnumerable<(int Kind, int At, byte With)> Smaller((int Kind, int At, byte With) input) =>
        input.At > 0 ? [(input.Kind, input.At / 2, input.With), (input.Kind, input.At - 1, input.With)] : [];

    protected override string Show((int Kind, int At, byte With) input) => input.ToString();
}
