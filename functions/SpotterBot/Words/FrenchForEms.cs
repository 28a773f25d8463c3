using System.Collections.Frozen;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Words;

/// <summary>Whatever a dispatch desk can hear, in French. Nobody else is spoken to in it yet: any other sentence comes in English.</summary>
public sealed class FrenchForEms(ILanguage english) : ILanguage
{
    public string Code => "fr";

    public string SpeechTag => "fr-CA";

    public string Voice => "Polly.Gabrielle-Neural";

    public string Hints => "reçu, bien reçu, compris, c'est noté, confirmé, c'est confirmé, en route, ils sont en route, l'ambulance est en route, on arrive";

    /// <summary>Whether the sentence stands here.</summary>
    public static bool Has(LineKey key) => Sentences.ContainsKey(key);

    public string Say(Line line) => Sentences.TryGetValue(line.Key, out var sentence) ? sentence(line.Args) : english.Say(line);

    private static readonly FrozenDictionary<LineKey, Func<string[], string>> Sentences = new Dictionary<LineKey, Func<string[], string>>
    {
        [LineKey.EmsWho] = _ => "Ambulance, s'il vous plaît. Veilleur automatique: ce n'est pas l'adresse affichée.",
        [LineKey.EmsCity] = a => $"{(a.Length > 1 ? "La région" : "La ville")}: {a[0]}.",
        [LineKey.EmsPostalCode] = a => $"Le code postal: {a[0]}.",
        [LineKey.EmsAddress] = a => $"L'adresse: {a[0]}.",
        [LineKey.EmsNoStreet] = _ => "Je ne connais ni la rue ni le numéro.",
        [LineKey.EmsSpelled] = a => $"J'épelle: {a[0]}.",
        [LineKey.EmsPoint] = a => $"Sur la carte: {Degrees(a[0])} {(a[1] == "south" ? "sud" : "nord")}, {Degrees(a[2])} {(a[3] == "west" ? "ouest" : "est")}.",
        [LineKey.EmsPlusCode] = a => $"Code plus: {a[0]}.",
        [LineKey.EmsMapLink] = _ => "On m'a envoyé le lien d'une carte. Une personne peut l'ouvrir: faites le 0.",
        [LineKey.EmsCallback] = a => $"Rappelez le {a[0]}.",
        [LineKey.EmsCode] = a => $"Si vous rappelez, votre code est le {a[0]}.",
        [LineKey.EmsWhatMissed] = a => $"La personne ne répond plus depuis {Minutes(a[0])}; elle ne respire peut-être pas.",
        [LineKey.EmsWhatPersonAsked] = a => $"Quelqu'un de notre équipe a demandé de l'aide pour elle il y a {Minutes(a[0])}; elle ne respire peut-être pas.",
        [LineKey.EmsWhatHelpNow] = a => $"La personne a demandé de l'aide il y a {Minutes(a[0])}; elle ne respire peut-être pas.",
        [LineKey.EmsNotThere] = _ => "Je ne suis pas sur place.",
        [LineKey.EmsAway] = a => $"Dernières nouvelles il y a {Minutes(a[0])}. Mon service était en panne pendant {Minutes(a[1])}.",
        [LineKey.EmsAccess] = a => $"Pour entrer: {a[0]}.",
        [LineKey.EmsPlaceUnconfirmed] = _ => "Adresse entendue par une machine, non confirmée.",
        [LineKey.EmsOwnWords] = _ => "Comment entrer, dans les mots de la personne:",
        [LineKey.EmsBring] = _ => "Apportez de la naloxone.",
        [LineKey.EmsAreaUnconfirmed] = _ => "Ville non confirmée: si ce n'est pas la vôtre, transmettez, s'il vous plaît.",
        [LineKey.EmsKeys] = a => $"Faites le 1 ou dites bien reçu, 2 pour réentendre plus lentement{(a.Length > 0 ? ", avec les mots de la personne" : "")}, 0 pour une personne.",
        [LineKey.EmsOtherLanguage] = _ => "Pour le français, faites le 3.",
        [LineKey.EmsReadBack] = _ => "J'ai entendu: confirmé.",
        [LineKey.EmsConfirmed] = _ => "Confirmé, merci. Je reste en ligne. Faites le 2 pour réentendre, le 0 pour une personne.",
        [LineKey.EmsNewPlace] = a => a is ["elsewhere"] ? "La personne a donné un nouvel endroit, peut-être hors de votre secteur. Nous appelons aussi sa centrale." : "La personne a donné un nouvel endroit. Veuillez corriger l'appel.",
        [LineKey.EmsElsewhere] = _ => "Merci. Nous appelons aussi la centrale de ce secteur. Je reste en ligne. Faites le 2 pour réentendre, le 0 pour une personne.",
        [LineKey.EmsElsewhereOver] = _ => "La centrale de l'endroit où se trouve la personne a confirmé. Aucune ambulance ne vous est demandée. Merci. Au revoir.",
        [LineKey.EmsStillHere] = _ => "Je suis toujours là. Faites le 2 pour réentendre, le 0 pour une personne.",
        [LineKey.EmsJoining] = _ => "Je vous mets en ligne avec une personne.",
        [LineKey.EmsPersonComing] = _ => "Je cherche une personne pour vous.",
        [LineKey.EmsNoPersonYet] = _ => "Personne n'a encore pu venir en ligne. Faites le 0 pour essayer de nouveau.",
        [LineKey.EmsSecondCall] = _ => "Ceci est un deuxième appel pour la même personne, déjà en ligne avec vous. Au revoir.",
        [LineKey.EmsStandDown] = _ => "Ici le veilleur automatique. La personne vient de nous répondre. Aucune ambulance n'est demandée.",
        [LineKey.EmsStandDownKeys] = _ => "Faites le 1 pour fermer, le 0 pour une personne.",
        [LineKey.EmsStandDownClosed] = _ => "C'est fermé, merci. Vous pouvez raccrocher. Faites le 0 pour une personne.",
        [LineKey.EmsPersonOnLine] = _ => "Une personne est en ligne pour vous.",
        [LineKey.EmsAskWhich] = _ => "Ici SpotterBot. Plusieurs cas sont ouverts. Faites les trois chiffres que je vous ai donnés, ou attendez une personne.",
        [LineKey.EmsAskCode] = a => $"{(a.Length > 0 ? "Ce n'est pas le code." : "Ici SpotterBot.")} Si vous êtes la centrale, faites le code que je vous ai donné, ou attendez une personne.",
        [LineKey.OneMoment] = _ => "Un instant.",
        [LineKey.PersonLost] = _ => "La communication a été coupée. Je cherche une autre personne.",
        [LineKey.OwnWords] = _ => "(un enregistrement)",
    }.ToFrozenDictionary();

    private static string Degrees(string digits) => digits.Split('.') is [var whole, var rest] ? $"{whole} virgule {string.Join(' ', rest.AsEnumerable())}" : digits;

    private static string Minutes(string minutes) => minutes == "1" ? "environ une minute" : $"{minutes} minutes";
}
