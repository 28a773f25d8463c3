using SpotterBot.Decisions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Outreach;

/// <summary>Every URL handed to the phone company. Each names session, check-in and attempt; none holds anything personal.</summary>
public sealed class Urls(string publicBaseUrl)
{
    private readonly string _base = publicBaseUrl.TrimEnd('/');

    public string Base => _base;

    public string Voice => $"{_base}/api/voice";

    /// <summary>The same document once more, with the keys that were pressed for it: a redirect does not carry them.</summary>
    public string VoiceAgain(IEnumerable<string> path, int times, string? keys) =>
        string.Join('/', [Voice, .. path, "again", times.ToString(), .. keys is { Length: > 0 } ? [keys] : Array.Empty<string>()]);

    /// <summary>Before a session exists: the menu, its silence, and the code.</summary>
    public string Lobby(string what) => $"{_base}/api/voice/lobby/{what}";

    public string Leg(string session, string leg, int checkIn, int step) => $"{_base}/api/voice/leg/{session}/{leg}/{checkIn}/{step}";

    public string LegSilent(string session, string leg, int checkIn, int step) => Leg(session, leg, checkIn, step) + "/silent";

    public string LegLeft(string session, string leg, int checkIn, int step) => Leg(session, leg, checkIn, step) + "/left";

    public string Announce(string session, string leg, LineKey line) => $"{_base}/api/voice/announce/{session}/{leg}/{line}";

    public string Fallback(string session, string leg) => $"{_base}/api/voice/fallback/{session}/{leg}";

    public string CallStatus(string session, string leg) => $"{_base}/api/callbacks/call/{session}/{leg}";

    public string TextStatus(string session, string attempt, PartyKind to) => $"{_base}/api/callbacks/text/{session}/{attempt}/{to}";

    public string Room(string session) => $"{_base}/api/callbacks/room/{session}";
}
