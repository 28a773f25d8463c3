using System.Xml.Linq;
using PhoneCompany.People;
using PhoneCompany.Voice.Twiml;
using PhoneCompany.Webhooks;

namespace PhoneCompany.Voice;

/// <content>Play: keys, or a sound.</content>
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

    /// <summary>Null when there is nothing to hear, or when a key came first.</summary>
    private async Task<Sound?> SoundOfAsync(string url, Func<object, bool>? bargeIn)
    {
        if (_network.Media.Known(url) is { } known)
        {
            return known;
        }

        Sound? sound = null;
        var ticket = new object();
        _network.Media.Fetch(url, fetched =>
        {
            sound = fetched;
            box.Deliver(new Replied(ticket, WebhookReply.Failed(0, url)));
        });
        while (await box.NextAsync(null) is { } happened)
        {
            if (happened is Replied replied && replied.Ticket == ticket)
            {
                return sound;
            }

            if (bargeIn?.Invoke(happened) == true)
            {
                return null;
            }
        }

        return null;
    }
}
