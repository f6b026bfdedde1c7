{{- define "istiod.name" -}}
istiod
{{- end -}}
