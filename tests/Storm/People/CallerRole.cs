using PhoneCompany.People;

namespace Storm.People;

/// <summary>How a caller's time ends.</summary>
internal enum Fate
{
    Finishes,

    /// <summary>Does nothing any more, on any line.</summary>
    Collapses,
    AsksForHelp,
}

/// <summary>
/// One caller: answers, mumbles, dozes, keys nonsense, hangs up, calls back, is finished early, or collapses. In the weather they do what the dice
/// have it; afterwards, if they can at all, they answer.
/// </summary>
internal sealed class CallerRole
{
    private static readonly string[] Nonsense = ["hmm", "what", "k1", "??", "im here i think", "nope 1", "Ok?", "ça va", "\u0661", "5", "WHERE", "HOW", "EVERY 2"];

    private readonly World _world;
    private readonly Dice _dice;
    private readonly Handset _phone;
    private readonly bool _byText;
    private readonly bool _hangsUp;
    private readonly bool _hidden;
    private readonly bool _second;
    private readonly string _startKey;
    private readonly string _town;
    private readonly bool _saysPlace;
    private readonly bool _routine;
    private readonly Fate _fate;
    private readonly int _answers;
    private readonly bool _moves;
    private bool _moved;
    private string _reply = "1";
    private int _answered;
    private bool _begun;
    private bool _finishing;
    private bool _sendsAgain;
    private int _beginnings;

    /// <param name="routine">Texts with the place, answers when asked, and is finished: as most are. What goes wrong for them is not their doing.</param>
    public CallerRole(World world, int index, Dice dice, TimeSpan begins, bool routine)
    {
        (_world, _dice, _routine) = (world, dice, routine);
        Number = $"+190555{60000 + index}"[..12];
        _phone = world.Network.Phone(Number);
        _byText = routine || dice.Chance(0.55);
        _hangsUp = !_byText && dice.Chance(0.5);
        _hidden = !_byText && !_hangsUp && dice.Chance(0.2);
        _second = !routine && _byText && dice.Chance(0.06);
        _startKey = dice.Weighted((20, "1"), (1, "9"), (1, "0"));
        _town = routine ? "Hamilton" : dice.Weighted((12, "Hamilton"), (4, "Guelph"), (1, "Smallville"));
        _saysPlace = routine || dice.Chance(0.85);
        _fate = routine ? Fate.Finishes : dice.Weighted((16, Fate.Finishes), (4, Fate.Collapses), (1, Fate.AsksForHelp));
        _answers = routine ? dice.Below(3) : dice.Weighted((3, 0), (4, 1), (3, 2), (1, 4));
        StreetWord = Word(index);
        Street = $"{100 + index} {StreetWord} St";

        // Some are elsewhere by the time they are missed, and some name somebody who is to be rung first.
        _moves = !routine && _saysPlace && dice.Chance(0.3);
        Friend = !routine && _byText && dice.Chance(0.25) ? $"+190555{70000 + index}"[..12] : null;
        if (Friend is not null)
        {
            _ = new FriendRole(world, Friend, dice.Fork(1));
        }

        _phone.ChoosesBehaviour = Takes;
        _phone.Gets = Gets;
        world.After(begins, Begin);
    }

    /// <summary>E.164.</summary>
    public string Number { get; }

    /// <summary>A street that nobody else is in.</summary>
    public string Street { get; }

    /// <summary>The one word of it that is theirs alone.</summary>
    public string StreetWord { get; }

    /// <summary>E.164 of whoever they name; null: nobody.</summary>
    public string? Friend { get; }

    /// <summary>Since when they have done nothing; null while they can.</summary>
    public DateTimeOffset? CollapsedUtc { get; private set; }

    /// <summary>They said they are finished, and heard that they are.</summary>
    public bool IsFinished { get; private set; }

    private bool Careful => _routine || _world.Weather.IsOver;

    private bool IsGone => CollapsedUtc is not null;

    /// <summary>A word of letters only, different for each.</summary>
    private static string Word(int index) => $"Quill{(char)('a' + (index / 20))}{"bcdfghjklmnpqrstvwxz"[index % 20]}o";

    /// <summary>Somebody is with them or on the way, and the weather is over: most come round, and are finished.</summary>
    public void IsReached()
    {
        if (Careful && IsGone)
        {
            ComesRound(_dice.Seconds(5, 60));
        }
    }

    private void Begin()
    {
        var came = _world.Referee.CameThrough(Number);
        if ((_begun && came) || IsFinished || IsGone || (++_beginnings > 8 && came))
        {
            return;
        }

        if (_byText)
        {
            var place = _routine || (_saysPlace && _dice.Chance(0.5));
            Texts(place ? $"SPOT 2 at {Street} apt 4, {_town}" : _dice.Chance(0.5) ? "SPOT" : "SPOT 3", TimeSpan.Zero);
        }
        else
        {
            Calls();
        }

        _world.After(_dice.Seconds(40, 70), Begin);
    }

    private void Calls()
    {
        if (_phone.IsIdle && !IsGone && !IsFinished)
        {
            _phone.Behaviour = Listener(TimeSpan.Zero);
            _phone.PlacesCall(World.Line, _hidden ? "anonymous" : null);
        }
    }

    private Behaviour Takes()
    {
        if (IsGone)
        {
            return _dice.Weighted((6, Behaviour.NoAnswer), (3, Behaviour.Voicemail(_dice.Seconds(8, 20))), (1, Behaviour.DeadAir(_dice.Seconds(2, 10))));
        }

        return Careful || _dice.Chance(0.85) ? Listener(_dice.Seconds(2, 15))
            : _dice.Weighted((4, Behaviour.NoAnswer), (2, Behaviour.Voicemail(_dice.Seconds(8, 20))), (1, Behaviour.Busy));
    }

    private Behaviour Listener(TimeSpan answers) => Behaviour.Listener(answers, "Hello?", Connected, Hears);

    private void Connected(OpenCall call)
    {
        if (!Careful && _dice.Chance(0.06))
        {
            call.Later(_dice.Seconds(3, 60), me => me.HangsUp());
            if (_dice.Chance(0.5))
            {
                _world.After(_dice.Seconds(60, 100), Calls);
            }
        }
    }

    private void Hears(OpenCall call, HeardEntry heard)
    {
        if (heard.Kind != HeardKind.Speech || IsGone)
        {
            return;
        }

        var words = heard.Text;
        if (Has("and I start") || Has("Press 1 to start"))
        {
            Presses(_begun ? "1" : _startKey);
            _begun = true;
        }
        else if (Has("with you from now"))
        {
            _begun = true;
            if (_hangsUp)
            {
                call.Later(heard.Duration + _dice.Seconds(1, 25), me => me.HangsUp());
            }
        }
        else if (Has("Still with me") || Has("need to hear you") || Has("need a key") || Has("if you're OK") || Has("If you're OK"))
        {
            AnswersByKey();
        }
        else if (Has("Press 1 again") || Has("If that's you, press 1") || Has("Is that right") || Has("I heard") || Has("in that area") || Has("Press 1 and I do")
            || Has("Press 1 if that's right") || Has("Press 1 if you are still there"))
        {
            Presses("1");
        }
        else if (Has("here are you") || Has("Say the number") || Has("Which street"))
        {
            if (_saysPlace)
            {
                call.Later(heard.Duration + _dice.Seconds(1, 3), me => me.Says($"{Street}, {_town}"));
            }
            else
            {
                Presses("4");
            }
        }
        else if (Has("Which town"))
        {
            call.Later(heard.Duration + _dice.Seconds(1, 3), me => me.Says(_town));
        }
        else if (Has("4 and pound"))
        {
            Presses("4#");
        }
        else if (Has("4 to skip") || Has("1 yes, 4 no") || Has("4 leaves it out"))
        {
            Presses("4");
        }
        else if (Has("Anything else"))
        {
            if (_finishing || (_answered >= _answers && _fate == Fate.Finishes && _dice.Chance(0.7)))
            {
                _finishing = true;
                Presses("7");
            }
            else
            {
                call.Later(heard.Duration + _dice.Seconds(1, 5), me => me.HangsUp());
            }
        }
        else if (Has("any time. Bye"))
        {
            IsFinished = _finishing;
        }

        bool Has(string what) => words.Contains(what, StringComparison.Ordinal);

        void Presses(string keys) => call.Later(heard.Duration + _dice.Seconds(0.6, 4), me => Careless(me, keys));

        void AnswersByKey()
        {
            if (MeetsFate(
                help: () => Presses("9"),
                finish: () =>
                {
                    _finishing = true;
                    Presses(_dice.Chance(0.8) || Careful ? "7" : "1");
                }))
            {
                return;
            }

            _answered++;
            if (!Careful && _dice.Chance(0.06))
            {
                call.Later(heard.Duration + _dice.Seconds(0.5, 3), me => me.Says(_dice.Of("mm hmm", "yeah yeah", "what is it", "no")));
                _answered--;
            }
            else if (Careful || _dice.Chance(0.93))
            {
                Presses(!Careful && _dice.Chance(0.05) ? "2" : "1");
            }
        }
    }

    /// <summary>Presses what is meant, or in the weather now and then something else first.</summary>
    private void Careless(Handset me, string keys)
    {
        if (!Careful && _dice.Chance(0.04))
        {
            me.Presses(_dice.Of("5", "#", "6", "3", "*", "8"));
        }

        me.Presses(keys);
    }

    private void Gets(ReceivedText text)
    {
        if (IsGone)
        {
            return;
        }

        var words = text.Body;
        if (Has("with you from now"))
        {
            _begun = true;
            if (_second)
            {
                Texts("SPOT", _dice.Seconds(5, 20));
            }

            if (Friend is not null)
            {
                Texts($"FIRST {Friend}", _dice.Seconds(8, 25));
            }
        }
        else if (Has("wrong on our side"))
        {
            // Once at a time, however many say so.
            if (!_sendsAgain)
            {
                var after = _dice.Seconds(4, 9);
                _sendsAgain = true;
                Texts(_begun ? "1" : "SPOT", after);
                _world.After(after, () => _sendsAgain = false);
            }
        }
        else if (Has("SAME if it's"))
        {
            Texts(_second ? "SECOND" : "SAME", _dice.Seconds(3, 10));
        }
        else if (Has("Where are you"))
        {
            Texts(_saysPlace ? $"AT {Street}, {_town}" : "4", _dice.Seconds(4, 20));
        }
        else if (Has("Which town"))
        {
            Texts(_town, _dice.Seconds(3, 12));
        }
        else if (Has("in that area?"))
        {
            Texts("1", _dice.Seconds(3, 12));
        }
        else if (Has("one for now") || Has("we're done for now"))
        {
            IsFinished = _finishing;
        }
        else if (_moves && !_moved && !Careful && Has("I couldn't reach you"))
        {
            _moved = true;
            Texts($"AT {Street}, {(_town == "Guelph" ? "Hamilton" : "Guelph")}", _dice.Seconds(4, 60));
            Texts(_reply, _dice.Seconds(90, 200));
        }
        else if (Has("Still with me") || Has("still with me") || Has("need to hear from you") || Has("once more") || Has("I couldn't reach you") || Has("Contact is lost"))
        {
            _reply = words.IndexOf("eply ", StringComparison.Ordinal) is var at and >= 0 ? words[(at + 5)..].Split(' ', '.', ':')[0] : _reply;
            AnswersByText();
        }

        bool Has(string what) => words.Contains(what, StringComparison.Ordinal);
    }

    private void AnswersByText()
    {
        if (MeetsFate(help: () => Texts("9", _dice.Seconds(4, 15)), finish: Finishes))
        {
            return;
        }

        _answered++;
        if (!Careful && _dice.Chance(0.2))
        {
            switch (_dice.Below(5))
            {
                case 0:
                    Texts(_dice.Of(Nonsense), _dice.Seconds(4, 10));
                    Texts(_reply, _dice.Seconds(12, 40));
                    return;
                case 1:
                    Texts(_dice.Of("2", "MORE", "MORE 10"), _dice.Seconds(4, 20));
                    return;
                case 2:
                    Texts(_reply, _dice.Seconds(35, 100));
                    return;
                case 3:
                    Texts(_reply, _dice.Seconds(4, 10));
                    Texts(_reply, _dice.Seconds(10, 20));
                    return;
                default:
                    return;
            }
        }

        Texts(_reply, _dice.Seconds(4, 25));
    }

    /// <summary>They have answered as often as they will: true, and what comes then.</summary>
    private bool MeetsFate(Action help, Action finish)
    {
        if (_answered < _answers && !_finishing)
        {
            return false;
        }

        switch (_fate)
        {
            case Fate.Collapses when !_finishing:
                Collapse();
                break;
            case Fate.AsksForHelp when !_finishing:
                _finishing = true;
                help();
                break;
            default:
                finish();
                break;
        }

        return true;
    }

    /// <summary>Until they have heard that they are.</summary>
    private void Finishes()
    {
        _finishing = true;
        Texts(_second ? _reply[..^1] + "7" : _dice.Of("DONE", "7"), _dice.Seconds(4, 15));
        _world.After(_dice.Seconds(50, 80), () =>
        {
            if (!IsFinished && !IsGone && Careful)
            {
                Finishes();
            }
        });
    }

    private void Collapse()
    {
        CollapsedUtc = _world.Now;
        _world.Notes($"{Number} collapses");
        if (_dice.Chance(0.35))
        {
            ComesRound(_dice.Seconds(30, 400));
        }
    }

    private void ComesRound(TimeSpan after) => _world.After(after, () =>
    {
        if (!IsGone)
        {
            return;
        }

        CollapsedUtc = null;
        _world.Notes($"{Number} comes round");
        if (_byText)
        {
            Finishes();
        }
        else
        {
            _finishing = true;
            Calls();
        }
    });

    private void Texts(string body, TimeSpan after)
    {
        var (late, times) = _world.Weather.ForText();
        for (var i = 0; i < times; i++)
        {
            var delay = after + late + (i * _dice.Seconds(0, 20));
            _world.After(after, () =>
            {
                if (!IsGone)
                {
                    _phone.Texts(body, World.Line, delay - after);
                }
            });
        }
    }
}
