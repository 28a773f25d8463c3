using System.Globalization;

namespace PhoneCompany.Voice.Twiml;

/// <summary>
/// Every element the voice interpreter knows, with its attributes, their values and what may stand inside.
/// Names are case-sensitive. Source: twilio.com/docs/voice/twiml and the attributes of the official helper libraries.
/// </summary>
internal static class TwimlSchema
{
    private static readonly Func<string, bool> Any = _ => true;
    private static readonly Func<string, bool> Bool = value => value is "true" or "false";
    private static readonly Func<string, bool> Method = value => value is "GET" or "POST";
    private static readonly string[] Ssml =
        ["break", "emphasis", "lang", "p", "phoneme", "prosody", "s", "say-as", "sub", "w"];

    private static readonly Func<string, bool> CallEvents = ListOf("initiated", "ringing", "answered", "completed");
    private static readonly Func<string, bool> RecordingEvents = ListOf("in-progress", "completed", "absent");

    public static readonly IReadOnlyDictionary<string, Element> Verbs = new Dictionary<string, Element>
    {
        ["Say"] = new(Ssml, Text: true)
        {
            ["voice"] = Any, ["language"] = Any, ["loop"] = Whole(0, 1000),
        },
        ["Play"] = new([], Text: true)
        {
            ["loop"] = Whole(0, 1000), ["digits"] = OnlyOf("0123456789*#wWabcdABCD"),
        },
        ["Pause"] = new([])
        {
            ["length"] = Whole(0, 3600),
        },
        ["Gather"] = new(["Say", "Play", "Pause"])
        {
            ["input"] = ListOf("dtmf", "speech"), ["action"] = Any, ["method"] = Method, ["timeout"] = Seconds,
            ["finishOnKey"] = value => value.Length <= 1 && OnlyOf("0123456789*#")(value), ["numDigits"] = Whole(1, 1000),
            ["actionOnEmptyResult"] = Bool, ["speechTimeout"] = value => value == "auto" || Seconds(value),
            ["maxSpeechTime"] = Seconds, ["speechModel"] = Any, ["enhanced"] = Bool, ["language"] = Any,
            ["hints"] = value => value.Split(',') is { Length: <= 500 } hints && hints.All(hint => hint.Trim().Length <= 100),
            ["profanityFilter"] = Bool, ["partialResultCallback"] = Any, ["partialResultCallbackMethod"] = Method,
            ["bargeIn"] = Bool, ["debug"] = Bool,
        },
        ["Redirect"] = new([], Text: true)
        {
            ["method"] = Method,
        },
        ["Hangup"] = new([]),
        ["Reject"] = new([])
        {
            ["reason"] = value => value is "rejected" or "busy",
        },
        ["Record"] = new([])
        {
            ["action"] = Any, ["method"] = Method, ["timeout"] = Seconds, ["finishOnKey"] = OnlyOf("0123456789*#"),
            ["maxLength"] = Whole(1, 14400), ["playBeep"] = Bool, ["trim"] = value => value is "trim-silence" or "do-not-trim",
            ["transcribe"] = Bool, ["transcribeCallback"] = Any, ["recordingStatusCallback"] = Any,
            ["recordingStatusCallbackMethod"] = Method, ["recordingStatusCallbackEvent"] = RecordingEvents,
        },
        ["Dial"] = new(["Number", "Conference"], Text: true)
        {
            ["action"] = Any, ["method"] = Method, ["timeout"] = Whole(1, 600), ["timeLimit"] = Whole(1, 86400), ["hangupOnStar"] = Bool,
            ["callerId"] = Any, ["answerOnBridge"] = Bool,
            ["record"] = value => value is "do-not-record" or "record-from-answer" or "record-from-ringing"
                or "record-from-answer-dual" or "record-from-ringing-dual",
            ["trim"] = value => value is "trim-silence" or "do-not-trim", ["recordingStatusCallback"] = Any,
            ["recordingStatusCallbackMethod"] = Method, ["recordingStatusCallbackEvent"] = RecordingEvents,
            ["recordingTrack"] = value => value is "both" or "inbound" or "outbound", ["ringTone"] = Any, ["sequential"] = Bool,
            ["referUrl"] = Any, ["referMethod"] = Method, ["events"] = Any, ["callReason"] = value => value.Length <= 50,
        },
        ["Number"] = new([], Text: true)
        {
            ["url"] = Any, ["method"] = Method, ["sendDigits"] = OnlyOf("0123456789*#wW"), ["statusCallbackEvent"] = CallEvents,
            ["statusCallback"] = Any, ["statusCallbackMethod"] = Method, ["byoc"] = Any,
            ["machineDetection"] = value => value is "Enable" or "DetectMessageEnd", ["machineDetectionTimeout"] = Whole(3, 60),
            ["machineDetectionSpeechThreshold"] = Whole(1000, 6000), ["machineDetectionSpeechEndThreshold"] = Whole(500, 5000),
            ["machineDetectionSilenceTimeout"] = Whole(2000, 10000), ["amdStatusCallback"] = Any, ["amdStatusCallbackMethod"] = Method,
        },
        ["Conference"] = new([], Text: true)
        {
            ["muted"] = Bool, ["beep"] = value => value is "true" or "false" or "onEnter" or "onExit", ["startConferenceOnEnter"] = Bool,
            ["endConferenceOnExit"] = Bool, ["participantLabel"] = value => value.Length <= 128,
            ["jitterBufferSize"] = value => value is "off" or "small" or "medium" or "large", ["waitUrl"] = Any, ["waitMethod"] = Method,
            ["maxParticipants"] = Whole(2, 250), ["record"] = value => value is "do-not-record" or "record-from-start", ["region"] = Any,
            ["trim"] = value => value is "trim-silence" or "do-not-trim", ["coach"] = Any,
            ["statusCallbackEvent"] = ListOf(
                "start", "end", "join", "leave", "mute", "hold", "modify", "speaker", "announcement"),
            ["statusCallback"] = Any, ["statusCallbackMethod"] = Method, ["recordingStatusCallback"] = Any,
            ["recordingStatusCallbackMethod"] = Method, ["recordingStatusCallbackEvent"] = RecordingEvents,
        },
    };

    private static readonly Dictionary<string, string[]> SsmlAttributes = new()
    {
        ["break"] = ["strength", "time"], ["emphasis"] = ["level"], ["lang"] = ["xml:lang"], ["p"] = [],
        ["phoneme"] = ["alphabet", "ph"], ["prosody"] = ["volume", "rate", "pitch"], ["s"] = [],
        ["say-as"] = ["interpret-as", "format", "role"], ["sub"] = ["alias"], ["w"] = ["role"],
    };

    public static bool IsSsml(string name) => SsmlAttributes.ContainsKey(name);

    public static bool IsSsmlAttribute(string element, string name) => SsmlAttributes[element].Contains(name);

    private static bool Seconds(string value) => Whole(0, 3600)(value);

    private static Func<string, bool> Whole(int least, int most) => value =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most;

    private static Func<string, bool> ListOf(params string[] allowed) => value =>
        value.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } words && words.All(allowed.Contains);

    private static Func<string, bool> OnlyOf(string characters) => value => value.All(characters.Contains);

    /// <param name="Children">Elements that may stand inside.</param>
    /// <param name="Text">Whether text may stand inside.</param>
    internal sealed record Element(string[] Children, bool Text = false)
    {
        private readonly Dictionary<string, Func<string, bool>> _attributes = [];

        public Func<string, bool>? this[string name]
        {
            get => _attributes.GetValueOrDefault(name);
            init => _attributes[name] = value!;
        }
    }
}
