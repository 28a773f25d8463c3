using System.Security.Cryptography;
using SpotterBot.Roster;
using SpotterBot.Settings;

namespace SpotterBot.Preflight;

/// <summary>The roster as the store has it; before the first start, as the settings have it.</summary>
public sealed class RosterFacts(RosterBook book, SpotterSettings settings)
{
    private IReadOnlyList<RosterEntry>? _all;

    /// <exception cref="IOException">The store cannot be read.</exception>
    /// <exception cref="CryptographicException">It was written under another key.</exception>
    public async ValueTask<IReadOnlyList<RosterEntry>> AllAsync()
    {
        if (_all is null)
        {
            var stored = await book.AllAsync();
            _all = stored.Count > 0 ? stored : [.. Composition.RosterOf(settings.Roster)];
        }

        return _all;
    }

    public async ValueTask<IReadOnlyList<RosterEntry>> PeersAsync() => [.. (await AllAsync()).Where(e => e.IsPeer)];
}
