using System.Text.RegularExpressions;
using System.Xml.Linq;
using PhoneCompany.People;
using PhoneCompany.Voice.Twiml;
using PhoneCompany.Webhooks;

namespace PhoneCompany.Voice;

/// <content>Play: keys, a sound of the program's, or a recording of our own.</content>
internal sealed partial class Interpreter
{
    private async Task PlayAsync(XElement verb, Func<object, bool>? bargeIn)
    {
        if (verb.Value("digits") is { Length: > 0 } digits)
        {
            await ListenAsync(_network.Exchange.PlayDigits(call, digits), bargeIn);
            return;
        }

        var url = verb.Value.Trim();
        if (url.Length == 0)
        {
            _network.Violate("<Play> has neither a URL nor digits.");
            return;
        }

        if (await SoundOfAsync(Resolve(url), bargeIn) is not { } sound)
        {
            return;
        }

        // Zero means for ever.
        var loop = verb.Number("loop", 1);
        for (var played = 0; loop == 0 || played < loop; played++)
        {
            if (await PlayForAsync(HeardKind.Audio, sound.Text, sound.Duration, bargeIn))
            {
                return;
            }
        }
    }

    /// <summary>What is heard and for how long; null when there is nothing to hear, or when a key came first.</summary>
    private async Task<(string Text, TimeSpan Duration)?> SoundOfAsync(string url, Func<object, bool>? bargeIn)
    {
        if (RecordingUrl().Match(url) is { Success: true } match)
        {
            if (_network.Exchange.Recordings.All.FirstOrDefault(r => r.Sid == match.Groups["sid"].Value) is { } recording)
            {
                return (recording.Text, TimeSpan.FromSeconds(recording.Seconds));
            }

            Complain(11200, "<Play> of a recording that is not there.", url);
            return null;
        }

        if (_network.Media.Known(url) is { } known)
        {
            return known.Duration is { } length ? (url, length) : null;
        }

        var ticket = new object();
        _network.Media.Fetch(url, () => box.Deliver(new Replied(ticket, WebhookReply.Failed(0, url))));
        while (await box.NextAsync(null) is { } happened)
        {
            if (happened is Replied replied && replied.Ticket == ticket)
            {
                return _network.Media.Known(url) is { Duration: { } duration } ? (url, duration) : null;
            }

            if (bargeIn?.Invoke(happened) == true)
            {
                return null;
            }
        }

        return null;
    }

    [GeneratedRegex("/Recordings/(?<sid>RE[0-9a-f]{32})([.](mp3|wav))?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RecordingUrl();
}
