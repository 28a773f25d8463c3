using System.Text.RegularExpressions;
using PhoneCompany.Voice;

namespace PhoneCompany.People;

/// <summary>One behaviour on one call. This one does nothing.</summary>
internal class Conversation(PhoneNetwork network, Handset phone, Call call)
{
    protected static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(500);

    protected PhoneNetwork Network => network;

    protected Handset Phone => phone;

    protected Call Call => call;

    public virtual void Starts()
    {
    }

    public virtual void Hears(HeardEntry entry)
    {
    }

    public virtual void Ends()
    {
    }

    protected void Later(TimeSpan after, Action act) => network.Board.After(after, () =>
    {
        if (!call.IsOver)
        {
            act();
        }
    });
}

internal sealed class ScriptedConversation(PhoneNetwork network, Handset phone, Call call, string greeting, Reaction[] script)
    : Conversation(network, phone, call)
{
    private readonly int[] _used = new int[script.Length];

    public override void Starts()
    {
        if (greeting.Length > 0 && Call.Direction != Directions.Inbound)
        {
            Phone.SaysOn(Call, greeting);
        }

        foreach (var reaction in script.Where(reaction => reaction.Pattern is null))
        {
            Later(reaction.After, () => Phone.During(Call, reaction.Do));
        }
    }

    public override void Hears(HeardEntry entry)
    {
        if (entry.Kind is not (HeardKind.Speech or HeardKind.Voice))
        {
            return;
        }

        for (var index = 0; index < script.Length; index++)
        {
            if (script[index] is { Pattern: { } pattern } reaction && _used[index] < reaction.Times)
            {
                const RegexOptions options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
                var match = Regex.Match(entry.Text, pattern, options, TimeSpan.FromSeconds(1));
                if (match.Success)
                {
                    React(entry, index, entry.Until(match.Index + match.Length));
                }
            }
        }
    }

    // A sentence that was cut off before the words came is not reacted to.
    private void React(HeardEntry entry, int index, TimeSpan wordsOutAfter) => Later(wordsOutAfter, () =>
    {
        if (entry.IsCutOff && entry.Duration < wordsOutAfter)
        {
            return;
        }

        if (_used[index]++ < script[index].Times)
        {
            Later(script[index].After, () => Phone.During(Call, script[index].Do));
        }
    });
}

/// <summary>A call as the person on it deals with it.</summary>
public sealed class OpenCall
{
    private readonly PhoneNetwork _network;

    internal OpenCall(PhoneNetwork network, Handset phone, Call call) => (_network, Phone, Call) = (network, phone, call);

    public Handset Phone { get; }

    public Call Call { get; }

    /// <summary>Does something on this call after a while, if it still stands then.</summary>
    public void Later(TimeSpan after, Action<Handset> act) => _network.Board.After(after, () =>
    {
        if (!Call.IsOver)
        {
            Phone.During(Call, act);
        }
    });
}

internal sealed class ListeningConversation(
    PhoneNetwork network, Handset phone, Call call, string greeting, Action<OpenCall> connected, Action<OpenCall, HeardEntry> hears)
    : Conversation(network, phone, call)
{
    private readonly OpenCall _open = new(network, phone, call);

    public override void Starts()
    {
        if (greeting.Length > 0 && Call.Direction != Directions.Inbound)
        {
            Phone.SaysOn(Call, greeting);
        }

        connected(_open);
    }

    public override void Hears(HeardEntry entry) => hears(_open, entry);
}

internal sealed class MailboxConversation(PhoneNetwork network, Handset phone, Call call, string greeting, bool beep)
    : Conversation(network, phone, call)
{
    private DateTimeOffset? _keepsFromUtc;

    public override void Starts() => Later(Breath, () =>
    {
        var greeted = Phone.SaysOn(Call, greeting);
        Later(greeted + Breath, () =>
        {
            _keepsFromUtc = Network.Board.Now;
            if (beep)
            {
                Phone.SoundsOn(Call, HeardKind.Beep, "beep");
            }

            Later(TimeSpan.FromMinutes(2), () => Phone.HangsUpCall(Call));
        });
    });

    public override void Ends()
    {
        if (_keepsFromUtc is { } from)
        {
            var words = Phone.HeardOn(Call)
                .Where(entry => entry.Kind is HeardKind.Speech or HeardKind.Voice)
                .Select(entry => entry.TextFrom(from))
                .Where(text => text.Length > 0);
            Phone.Keep(new VoicemailRecording(from, Call.From, string.Join(' ', words), Network.Board.Now - from, Call.Sid));
        }
    }
}

internal sealed class ScreenerConversation(PhoneNetwork network, Handset phone, Call call, Behaviour then, TimeSpan listensFor)
    : Conversation(network, phone, call)
{
    private const string Question = "Hi, the person you are calling uses a screening service. Please say your name and why you are calling.";

    public override void Starts() => Later(Breath, () => Later(Phone.SaysOn(Call, Question) + listensFor, () =>
    {
        if (then.AnswersAfter is { } delay)
        {
            Later(delay, () => Phone.Converse(Call, then));
        }
        else
        {
            Later(TimeSpan.FromSeconds(20), () => Phone.HangsUpCall(Call));
        }
    }));
}

internal sealed class RecitingConversation(PhoneNetwork network, Handset phone, Call call, string text)
    : Conversation(network, phone, call)
{
    public override void Starts() => Later(Breath, () => Later(Phone.SaysOn(Call, text) + Breath, () =>
        Later(Phone.SaysOn(Call, text) + Breath, () => Phone.HangsUpCall(Call))));
}

internal sealed class MenuConversation(PhoneNetwork network, Handset phone, Call call, string digits, Behaviour then, string menu)
    : Conversation(network, phone, call)
{
    private string _pressed = "";
    private bool _passed;

    public override void Starts() => Later(Breath, Recite);

    public override void Hears(HeardEntry entry)
    {
        if (_passed || entry.Kind != HeardKind.Tone)
        {
            return;
        }

        _pressed += entry.Text;
        if (_pressed.EndsWith(digits, StringComparison.Ordinal))
        {
            _passed = true;
            Later(then.AnswersAfter ?? Breath, () => Phone.Converse(Call, then));
        }
    }

    private void Recite()
    {
        if (!_passed)
        {
            Later(Phone.SaysOn(Call, menu) + TimeSpan.FromSeconds(3), Recite);
        }
    }
}

internal sealed class HoldConversation(PhoneNetwork network, Handset phone, Call call, TimeSpan lasts, Behaviour then)
    : Conversation(network, phone, call)
{
    public override void Starts()
    {
        Phone.SoundsOn(Call, HeardKind.Music, "hold music");
        Later(lasts, () => Phone.Converse(Call, then));
    }
}
