using System.Collections.Concurrent;
using System.Text;
using SpotterBot.Decisions.Speech;
using SpotterBot.Door;
using SpotterBot.Outreach;
using SpotterBot.Sessions;
using SpotterBot.Settings;
using SpotterBot.Storage;
using SpotterBot.Telephony;
using SpotterBot.Telephony.Twiml;
using SpotterBot.Words;

namespace SpotterBot.Voice;

/// <summary>
/// Our own side fails, or takes long, while somebody is on the line: they are spoken to, what they keyed is asked again with it, and when that
/// goes on failing they are put through to the staffed line. Nothing here needs the store.
/// </summary>
public sealed class Company(Urls urls, SpotterSettings settings, DialGuard guard, ServiceFacts service, Privacy privacy, TimeProvider time)
{
    /// <summary>Every fifth try, from the fourth on, is the staffed line's.</summary>
    private const int PersonEvery = 5;

    private const int PersonFirst = 3;

    /// <summary>Where a person is known to be on the line; two and a half minutes.</summary>
    private const int TriesWithPerson = 20;

    private const int TriesMost = 8;
    private const int PersonRingSeconds = 25;
    private const string Context = "keys";

    /// <summary>The staffed line can take no more than this many callers in <see cref="StaffedWindow"/>; the others go on waiting for us.</summary>
    public const int StaffedMost = 5;

    private static readonly TimeSpan StaffedWindow = TimeSpan.FromMinutes(1);

    /// <summary>Keys for help and for a person, remembered for this many calls at the most.</summary>
    private const int UrgentMost = 10_000;

    private static readonly int[] PauseSeconds = [1, 2, 4];

    /// <summary>
    /// By call: 9 or 0 that was keyed while we failed. A check-in that falls due meanwhile takes the line to another document, and the one that would
    /// have brought the key back is never asked for.
    /// </summary>
    private readonly ConcurrentDictionary<string, string> _urgent = new();

    private readonly Queue<DateTimeOffset> _staffed = new();

    /// <summary>The document that is asked again, with the keys that were pressed for it.</summary>
    /// <param name="path">What stands after <c>/api/voice</c>.</param>
    public WebhookReply Keep(string[] path, WebhookForm form)
    {
        var asked = Of(path, form);
        Remember(form["CallSid"], asked.KeysInPath);
        if (asked.Tries >= (HasPerson(asked, form) ? TriesWithPerson : TriesMost))
        {
            return SessionCalls.Spoken([new Line(PhoneNumbers.Callable(form["From"]) ? LineKey.SorryPerson : LineKey.SorryPersonNoCallback)], new Hangup());
        }

        var again = urls.VoiceAgain(asked.Path, asked.Tries + 1, asked.KeysInPath);
        var person = asked.Tries % PersonEvery == PersonFirst && HasPerson(asked, form) ? StaffedLine(again) : null;
        var line = person is not null ? LineKey.SorryConnecting : asked.Tries == 0 ? LineKey.Sorry : LineKey.StillHere;
        var gather = new Gather(ScriptWriter.Speak(Languages.Of(null), new Line(line)))
        {
            Input = GatherInput.Dtmf,
            NumDigits = 1,
            FinishOnKey = "",
            Timeout = person is not null ? 1 : asked.Tries < PauseSeconds.Length ? PauseSeconds[asked.Tries] : 6,
            Action = urls.VoiceAgain(asked.Path, asked.Tries + 1, null),
        };
        return WebhookReply.Twiml(new VoiceResponse(gather, person ?? (VoiceVerb)new Redirect(again)).ToXml());
    }

    /// <summary>The same request with the key for help or for a person that was pressed before, where none was pressed since.</summary>
    public WebhookForm Recalled(WebhookForm form) =>
        form["Digits"] is null && form["CallSid"] is { } sid && _urgent.TryGetValue(sid, out var key) ? form.With("Digits", key) : form;

    /// <summary>The call's request was taken in, and with it whatever was keyed before.</summary>
    public void TakenIn(WebhookForm form)
    {
        if (form["CallSid"] is { } sid)
        {
            _urgent.TryRemove(sid, out _);
        }
    }

    /// <summary>What was keyed in the end: nothing pressed after a 9 takes the help back, a 9-1-1 least of all.</summary>
    /// <param name="digits">Pressed now, or null.</param>
    /// <param name="piece">Of the URL: pressed before.</param>
    public string? Keyed(string? digits, string piece) => KeysIn(piece) is var before && (digits is null || before == "9") ? before : digits;

    private void Remember(string? callSid, string? key)
    {
        if (callSid is null || key is not ("9" or "0"))
        {
            return;
        }

        if (_urgent.Count >= UrgentMost)
        {
            _urgent.Clear();
        }

        _urgent.AddOrUpdate(callSid, key, (_, before) => before == "9" ? before : key);
    }

    /// <summary>A staffed line is rung; when it ends, or nobody picks up, we are asked again.</summary>
    private Dial? StaffedLine(string again) => guard.TryAdmit(settings.Roster.FallbackPhone, out var number, out _) && MayRingStaff()
        ? new Dial(new Number(number)) { Action = again, Timeout = PersonRingSeconds, CallerId = settings.Twilio.Numbers[0] }
        : null;

    /// <summary>A crowd of callers is not passed on as a crowd of calls.</summary>
    private bool MayRingStaff()
    {
        var now = time.GetUtcNow();
        lock (_staffed)
        {
            while (_staffed.TryPeek(out var first) && first <= now - StaffedWindow)
            {
                _staffed.Dequeue();
            }

            if (_staffed.Count >= StaffedMost)
            {
                return false;
            }

            _staffed.Enqueue(now);
            return true;
        }
    }

    /// <summary>They called us, it is a dispatch desk, or somebody pressed a key: no voicemail is put through to anybody.</summary>
    private bool HasPerson(Asked asked, WebhookForm form) =>
        form["Direction"] == "inbound" || asked.KeysInPath is not null || service.Base.Areas.Any(a => a.Lines.Contains(form["To"] ?? ""));

    private Asked Of(string[] path, WebhookForm form)
    {
        var keyed = form["Digits"] is { } digits ? InPath(digits) : null;
        return path switch
        {
            [.. var first, "again", var n] when int.TryParse(n, out var times) => new(first, times, keyed),
            [.. var first, "again", var n, var kept] when int.TryParse(n, out var times) => new(first, times, kept == "9" ? kept : keyed ?? kept),
            _ => new(path, 0, keyed),
        };
    }

    /// <summary>One key as a piece of a URL, where the pound sign would end it; more than one may be somebody's number, and is sealed.</summary>
    private string InPath(string keys) => keys.Length == 1
        ? keys.Replace('*', 's').Replace('#', 'p')
        : "k" + privacy.SealForUrl(Encoding.ASCII.GetBytes(keys), Context);

    /// <summary>The keys in a piece of a URL; none where it is not of our making.</summary>
    private string KeysIn(string piece) => piece is ['k', .. var closed]
        ? privacy.OpenFromUrl(closed, Context) is { } keys ? Encoding.ASCII.GetString(keys) : ""
        : piece.Replace('s', '*').Replace('p', '#');

    /// <summary>What was asked, how often it has failed, and the keys that go with it.</summary>
    private sealed record Asked(string[] Path, int Tries, string? KeysInPath);
}
