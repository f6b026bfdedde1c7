//! What each rule of settings is about, in a line: variables, FIPS, the mesh configuration.

crate::messages! {
    rule_env_default() {
        en: "an environment variable that repeats the default",
        pt: "uma variável de ambiente que repete o padrão",
    }
    rule_env_deployment() {
        en: "an environment variable that is for the deployment to say",
        pt: "uma variável de ambiente que cabe ao deployment definir",
    }
    rule_env_left_out() {
        en: "an environment variable of a preset in the box that the release does not know",
        pt: "uma variável de ambiente de um preset incluído que a release não conhece",
    }
    rule_env_name() {
        en: "a name that no environment variable can have",
        pt: "um nome que nenhuma variável de ambiente pode ter",
    }
    rule_env_needs_ambient() {
        en: "an environment variable that is ignored without ambient mode",
        pt: "uma variável de ambiente que é ignorada sem o modo ambient",
    }
    rule_env_not_checked() {
        en: "an environment variable of a release whose variables are not known",
        pt: "uma variável de ambiente de uma release cujas variáveis não são conhecidas",
    }
    rule_env_type() {
        en: "a value that an environment variable cannot hold",
        pt: "um valor que uma variável de ambiente não pode ter",
    }
    rule_env_unchecked() {
        en: "an environment variable that the user insists on",
        pt: "uma variável de ambiente em que o usuário insiste",
    }
    rule_env_unknown() {
        en: "an environment variable that the component of this release does not read",
        pt: "uma variável de ambiente que o componente desta release não lê",
    }
    rule_env_value() {
        en: "a value that cannot stand in a Dockerfile, or is a secret",
        pt: "um valor que não pode estar num Dockerfile, ou é um segredo",
    }
    rule_env_ztunnel() {
        en: "an environment variable that is not in the table of ztunnel's",
        pt: "uma variável de ambiente que não está na tabela das do ztunnel",
    }
    rule_fips_cni() {
        en: "a CNI plug-in with BoringCrypto may not run on hosts in FIPS mode",
        pt: "um plugin CNI com BoringCrypto pode não rodar em hosts no modo FIPS",
    }
    rule_fips_ended() {
        en: "a standard whose validations ended",
        pt: "um padrão cujas validações terminaram",
    }
    rule_fips_env() {
        en: "an environment variable that contradicts the standard",
        pt: "uma variável de ambiente que contradiz o padrão",
    }
    rule_fips_go() {
        en: "a Go image that cannot compile for the standard",
        pt: "uma imagem Go que não pode compilar para o padrão",
    }
    rule_fips_no_certificate() {
        en: "what belongs to a standard is put together, nothing is certified",
        pt: "reúne-se o que pertence a um padrão, nada é certificado",
    }
    rule_fips_official() {
        en: "an official binary where a FIPS build is needed",
        pt: "um binário oficial onde se precisa de um build FIPS",
    }
    rule_fips_policy_alone() {
        en: "the policy of a standard without its binaries",
        pt: "a política de um padrão sem seus binários",
    }
    rule_fips_prebuilt() {
        en: "a binary of the user's that should be a FIPS build",
        pt: "um binário do usuário que deve ser um build FIPS",
    }
    rule_fips_release() {
        en: "a release that does not know the standard",
        pt: "uma release que não conhece o padrão",
    }
    rule_mesh_field() {
        en: "a field that the mesh configuration of the release does not have",
        pt: "um campo que a configuração da malha da release não tem",
    }
    rule_mesh_field_twice() {
        en: "a field of the mesh configuration under both of its names",
        pt: "um campo da configuração da malha sob seus dois nomes",
    }
    rule_mesh_in_image() {
        en: "a mesh configuration in an image hides the one in the cluster, or is hidden by it",
        pt: "uma configuração da malha na imagem esconde a do cluster, ou é escondida por ela",
    }
    rule_mesh_type() {
        en: "a value of the wrong type in the mesh configuration",
        pt: "um valor do tipo errado na configuração da malha",
    }
    rule_mesh_unread() {
        en: "a mesh configuration that no component reads",
        pt: "uma configuração da malha que nenhum componente lê",
    }
    rule_mesh_value() {
        en: "a word that a field of the mesh configuration does not take",
        pt: "uma palavra que um campo da configuração da malha não aceita",
    }
}
