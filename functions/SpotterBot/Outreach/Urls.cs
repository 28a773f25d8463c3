using SpotterBot.Decisions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Outreach;

/// <summary>Every URL handed to the phone company. Each names session, check-in and attempt; none holds anything personal.</summary>
public sealed class Urls(string publicBaseUrl)
{
    private readonly string _base = publicBaseUrl.TrimEnd('/');

    public string Base => _base;

    public string Voice => $"{_base}/api/voice";

    public string Texts => $"{_base}/api/texts";

    /// <summary>Where the end of a call that somebody placed to us is reported.</summary>
    public string NumberStatus => $"{_base}/api/callbacks/number";

    public string Health => $"{_base}/api/health";

    /// <summary>The same document once more, with the keys that were pressed for it: a redirect does not carry them.</summary>
    public string VoiceAgain(IEnumerable<string> path, int times, string? keys) =>
        string.Join('/', [Voice, .. path, "again", times.ToString(), .. keys is { Length: > 0 } ? [keys] : Array.Empty<string>()]);

    /// <summary>Before a session exists: the menu, its silence, and the code.</summary>
    public string Lobby(string what) => $"{_base}/api/voice/lobby/{what}";

    public string Leg(string session, string leg, int checkIn, int step) => $"{_base}/api/voice/leg/{session}/{leg}/{checkIn}/{step}";

    public string LegSilent(string session, string leg, int checkIn, int step) => Leg(session, leg, checkIn, step) + "/silent";

    public string LegRecorded(string session, string leg, int checkIn, int step) => Leg(session, leg, checkIn, step) + "/recorded";

    public string LegLeft(string session, string leg, int checkIn, int step) => Leg(session, leg, checkIn, step) + "/left";

    public string Announce(string session, string leg, LineKey line) => $"{_base}/api/voice/announce/{session}/{leg}/{line}";

    /// <summary>What somebody who is alone in a room hears now and then.</summary>
    public string Waiting(LineKey line) => $"{_base}/api/voice/waiting/{line}";

    /// <summary>A rehearsal's next document.</summary>
    public string Drill(string who, string tells, string state) => $"{_base}/api/voice/drill/{who}/{tells}/{state}";

    public string DrillStatus(string who, string tells) => $"{_base}/api/callbacks/drill/{who}/{tells}";

    /// <summary>A sound of our own. It is the same for everybody and asked for without a signature.</summary>
    public string CalmTone => _base + Sounds.CalmTone.Path;

    /// <summary>A caller's recording. Asked for without a signature too: <paramref name="link"/> is what cannot be guessed.</summary>
    public string Recording(string session, string link) => $"{_base}{Recordings.RecordingsFunction.Folder}{session}/{link}";

    /// <summary>Whether this is one of the URLs of a call, and what stands behind <c>/api/voice</c> in it.</summary>
    public string[]? VoicePath(string url) =>
        url.StartsWith(Voice, StringComparison.Ordinal) && url[Voice.Length..].Split('?', '#')[0] is var rest && (rest.Length == 0 || rest[0] == '/')
            ? rest.Split('/', StringSplitOptions.RemoveEmptyEntries)
            : null;

    /// <summary>The session that the path of one of these URLs names; null where it names none.</summary>
    public static string? SessionIn(string[] path) => path switch
    {
        ["api", "voice", "leg" or "fallback" or "announce", var session, ..] => session,
        ["api", "callbacks", "call" or "text" or "room" or "recording", var session, ..] => session,
        _ => null,
    };

    public string RecordingStatus(string session, string leg, int step) => $"{_base}/api/callbacks/recording/{session}/{leg}/{step}";

    public string Fallback(string session, string leg) => $"{_base}/api/voice/fallback/{session}/{leg}";

    public string CallStatus(string session, string leg) => $"{_base}/api/callbacks/call/{session}/{leg}";

    public string TextStatus(string session, string attempt, PartyKind to) => $"{_base}/api/callbacks/text/{session}/{attempt}/{to}";

    public string Room(string session) => $"{_base}/api/callbacks/room/{session}";
}
